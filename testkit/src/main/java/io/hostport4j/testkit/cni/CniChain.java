package io.hostport4j.testkit.cni;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hostport4j.testkit.ProcessRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A network configuration list that is run as a container runtime runs it (CNI specification 1.1.0, sections 3 and 4): environment
 * and standard input for each plugin, each result handed to the next plugin, capability arguments for those that declare them.
 *
 * <p>Unlike a runtime it keeps no cache: callers hand the result of ADD back to CHECK and DEL.
 */
public final class CniChain {

    private static final Duration PLUGIN_LIMIT = Duration.ofSeconds(60);

    private final ObjectNode conflist;
    private final List<Path> pluginFolders;
    private final Json json = new Json();

    private CniChain(ObjectNode conflist, List<Path> pluginFolders) {
        this.conflist = conflist;
        this.pluginFolders = List.copyOf(pluginFolders);
    }

    /**
     * A chain from its configuration.
     *
     * @param conflist JSON with name, cniVersion and plugins
     * @param pluginFolders where plugins are looked for, the first hit wins; Debian's are in {@code /usr/lib/cni}
     * @return the chain
     * @throws IllegalArgumentException if name, cniVersion or plugins are missing
     */
    public static CniChain parse(String conflist, List<Path> pluginFolders) {
        ObjectNode parsed = new Json().object(conflist);
        for (String key : List.of("name", "cniVersion")) {
            if (!parsed.path(key).isTextual()) {
                throw new IllegalArgumentException("key \"" + key + "\" is missing in the conflist; give it a string");
            }
        }
        if (parsed.path("plugins").isEmpty()) {
            throw new IllegalArgumentException("key \"plugins\" is missing or empty in the conflist; give it at least one plugin");
        }
        return new CniChain(parsed, pluginFolders);
    }

    /**
     * This chain with one more plugin at its end.
     *
     * @param plugin the plugin's configuration, a JSON object
     * @param folder where that plugin is; asked before the folders this chain has, which may hold another of the same name
     * @return a new chain
     */
    public CniChain then(String plugin, Path folder) {
        ObjectNode longer = conflist.deepCopy();
        longer.withArray("plugins").add(json.object(plugin));
        List<Path> folders = new ArrayList<>(pluginFolders);
        folders.add(0, folder);
        return new CniChain(longer, folders);
    }

    /**
     * This chain in another version of CNI.
     *
     * @param cniVersion the conflist's version, such as {@code "0.3.1"}
     * @return a new chain
     */
    public CniChain inVersion(String cniVersion) {
        ObjectNode other = conflist.deepCopy();
        other.put("cniVersion", cniVersion);
        return new CniChain(other, pluginFolders);
    }

    /**
     * Calls every plugin with ADD, in order, up to the first failure.
     *
     * @param attachment what to connect
     * @return the calls made
     */
    public ChainRun add(Attachment attachment) {
        Optional<ObjectNode> result = Optional.empty();
        List<PluginCall> calls = new ArrayList<>();
        for (ObjectNode plugin : plugins()) {
            PluginCall call = call("ADD", plugin, attachment, result);
            calls.add(call);
            if (!call.succeeded()) {
                break;
            }
            result = Optional.of(json.object(call.execution().stdout()));
        }
        return new ChainRun(calls);
    }

    /**
     * Calls every plugin with CHECK, in order, up to the first failure.
     *
     * @param attachment what to check
     * @param result the final result of its ADD
     * @return the calls made
     */
    public ChainRun check(Attachment attachment, CniResult result) {
        return callEach("CHECK", plugins(), attachment, result);
    }

    /**
     * Calls every plugin with DEL, last first, up to the first failure.
     *
     * @param attachment what to disconnect
     * @param result the final result of its ADD
     * @return the calls made
     */
    public ChainRun del(Attachment attachment, CniResult result) {
        List<ObjectNode> reversed = plugins();
        Collections.reverse(reversed);
        return callEach("DEL", reversed, attachment, result);
    }

    private ChainRun callEach(String command, List<ObjectNode> plugins, Attachment attachment, CniResult result) {
        List<PluginCall> calls = new ArrayList<>();
        for (ObjectNode plugin : plugins) {
            PluginCall call = call(command, plugin, attachment, Optional.of(json.object(result.json())));
            calls.add(call);
            if (!call.succeeded()) {
                break;
            }
        }
        return new ChainRun(calls);
    }

    private PluginCall call(String command, ObjectNode plugin, Attachment attachment, Optional<ObjectNode> prevResult) {
        String type = plugin.path("type").asText();
        Map<String, String> environment = Map.of(
                "CNI_COMMAND", command,
                "CNI_CONTAINERID", attachment.containerId(),
                "CNI_NETNS", attachment.netns().toString(),
                "CNI_IFNAME", attachment.ifName(),
                "CNI_PATH", pluginFolders.stream().map(Path::toString).collect(Collectors.joining(":")));
        String request = request(plugin, attachment, prevResult).toString();
        ProcessRun run = new ProcessRun(List.of(find(type).toString()), environment, request, PLUGIN_LIMIT);
        return new PluginCall(type, command, run.execute());
    }

    private ObjectNode request(ObjectNode plugin, Attachment attachment, Optional<ObjectNode> prevResult) {
        ObjectNode request = plugin.deepCopy();
        request.set("name", conflist.get("name"));
        request.set("cniVersion", conflist.get("cniVersion"));
        prevResult.ifPresent(result -> request.set("prevResult", result));
        ObjectNode runtimeConfig = json.object(attachment.capabilityArgs());
        runtimeConfig.retain(declaredCapabilities(plugin));
        if (!runtimeConfig.isEmpty()) {
            request.set("runtimeConfig", runtimeConfig);
        }
        return request;
    }

    private static List<String> declaredCapabilities(ObjectNode plugin) {
        List<String> declared = new ArrayList<>();
        plugin.path("capabilities").properties().forEach(capability -> {
            if (capability.getValue().asBoolean()) {
                declared.add(capability.getKey());
            }
        });
        return declared;
    }

    private Path find(String type) {
        return pluginFolders.stream()
                .map(folder -> folder.resolve(type))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "plugin \"" + type + "\" is not in " + pluginFolders + "; install it or name its folder"));
    }

    private List<ObjectNode> plugins() {
        List<ObjectNode> plugins = new ArrayList<>();
        ((ArrayNode) conflist.get("plugins")).forEach(plugin -> plugins.add((ObjectNode) plugin));
        return plugins;
    }
}
