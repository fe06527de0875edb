package io.hostport4j.cni.config;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Identifiers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A network: plugins that are called one after the other (specification, section 1, "Network configuration format"; libcni, conf.go). */
public final class NetworkList {

    private static final String NAME = "name";
    private static final String CNI_VERSION = "cniVersion";
    private static final String PLUGINS = "plugins";
    private static final String INLINED_ONLY = "loadOnlyInlinedPlugins";
    private static final String LIST_EXTENSION = ".conflist";

    private final String text;
    private final JsonObject json;
    private final String name;
    private final CniVersion cniVersion;
    private final boolean disableCheck;
    private final boolean disableGc;
    private final boolean inlinedOnly;
    private final List<PluginConfig> plugins;

    private NetworkList(String text) {
        this.text = text;
        this.json = ConfigFiles.json(text);
        try {
            this.name = requiredName(json);
            this.cniVersion = VersionChoice.of(json);
            this.disableCheck = json.optionalSwitch("disableCheck").orElse(false);
            this.disableGc = json.optionalSwitch("disableGC").orElse(false);
            this.inlinedOnly = json.optionalSwitch(INLINED_ONLY).orElse(false);
            this.plugins = json.objects(PLUGINS).stream().map(PluginConfig::new).toList();
        } catch (JsonException e) {
            throw new ConfigException(e.getMessage(), e);
        }
        if (json.has(PLUGINS) && plugins.isEmpty()) {
            throw new ConfigException("plugins: the list is empty; it needs one plugin at least");
        }
        if (inlinedOnly && plugins.isEmpty()) {
            throw new ConfigException("plugins: missing, although loadOnlyInlinedPlugins says that there are no others");
        }
    }

    /**
     * Parses a list; one without plugins is accepted, because a file's may stand beside it.
     *
     * @throws ConfigException when it is no JSON object, or a key that a runtime reads is missing, of the wrong type or invalid
     */
    public static NetworkList parse(String json) {
        return new NetworkList(json);
    }

    /**
     * A network of one plugin, whose own name and version count.
     *
     * @throws ConfigException when the plugin's configuration has no valid name
     */
    public static NetworkList of(PluginConfig plugin) {
        JsonObject list = JsonObject.builder()
                .copy(NAME, plugin.raw())
                .copy(CNI_VERSION, plugin.raw())
                .putObjects(PLUGINS, List.of(plugin.raw()))
                .build();
        return new NetworkList(list.toString());
    }

    /**
     * Reads a file: a {@code .conflist}, else the configuration of one plugin ({@code .conf}, {@code .json}). To the plugins of a list
     * come those of the {@code .conf} files in the folder that stands beside the file and has the network's name, unless
     * {@code loadOnlyInlinedPlugins} is true.
     *
     * @throws ConfigException as {@link #parse}, with the file's name, and when there is no plugin or a file cannot be read
     */
    public static NetworkList load(Path file) {
        if (!ConfigFiles.extension(file).equals(LIST_EXTENSION)) {
            return ConfigFiles.load(file, single -> of(PluginConfig.parse(single)));
        }
        NetworkList inlined = ConfigFiles.load(file, NetworkList::parse);
        NetworkList whole = inlined.inlinedOnly ? inlined : inlined.withPluginsOf(file.resolveSibling(inlined.name));
        if (whole.plugins.isEmpty()) {
            throw new ConfigException("unable to load \"" + file + "\": no plugin configs found, neither in it nor in \""
                    + file.resolveSibling(inlined.name) + "\"");
        }
        return whole;
    }

    /** The network's name, a valid one. */
    public String name() {
        return name;
    }

    /** The version that its plugins are called in; 0.1.0 when the configuration names none. */
    public CniVersion cniVersion() {
        return cniVersion;
    }

    /** Whether the administrator wants no CHECK. */
    public boolean disableCheck() {
        return disableCheck;
    }

    /** Whether the administrator wants no GC. */
    public boolean disableGc() {
        return disableGc;
    }

    /** The plugins in the order of ADD. */
    public List<PluginConfig> plugins() {
        return plugins;
    }

    /** All capabilities that plugins declare. */
    public Set<String> capabilities() {
        Set<String> all = new LinkedHashSet<>();
        plugins.forEach(plugin -> all.addAll(plugin.capabilities()));
        return all;
    }

    /** The list as JSON: the file's own text, unless plugins of other files were put into it. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return name;
    }

    private NetworkList withPluginsOf(Path folder) {
        List<PluginConfig> all = new ArrayList<>(plugins);
        ConfigFiles.list(folder, List.of(".conf")).forEach(file -> all.add(PluginConfig.load(file)));
        if (all.size() == plugins.size()) {
            return this;
        }
        // What is noted of an attachment is this text: it has all that its DEL needs, whatever becomes of the folder.
        return new NetworkList(json.toBuilder()
                .removeOtherCases(PLUGINS)
                .putObjects(PLUGINS, all.stream().map(PluginConfig::raw).toList())
                .removeOtherCases(INLINED_ONLY)
                .putBool(INLINED_ONLY, true)
                .build()
                .toString());
    }

    private static String requiredName(JsonObject json) {
        String name = json.requiredString(NAME);
        try {
            Identifiers.requireNetworkName(name);
            return name;
        } catch (CniException e) {
            throw new ConfigException(json.pathOf(NAME) + ": \"" + name + "\": " + e.msg(), e);
        }
    }
}
