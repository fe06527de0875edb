package io.hostport4j.cni.plugin;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniResult;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import io.hostport4j.cni.types.Identifiers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** One call of the protocol: checks the request, runs the handler, and says what to print. */
final class PluginCall {

    private final PluginEnvironment environment;
    private final InputStream stdin;
    private final NetnsIdentity netnsIdentity;
    private final CniPlugin plugin;
    private final VersionGate gate;
    private CniVersion version;

    PluginCall(PluginEnvironment environment, InputStream stdin, NetnsIdentity netnsIdentity, CniPlugin plugin) {
        this.environment = environment;
        this.stdin = stdin;
        this.netnsIdentity = netnsIdentity;
        this.plugin = plugin;
        this.gate = new VersionGate(plugin.supportedVersions());
        this.version = gate.newest();
    }

    /** The version that the answer is in: the configuration's, and until that is known the plugin's newest. */
    CniVersion version() {
        return version;
    }

    /** Checks the request and runs its handler; the text is for stdout, empty for nothing. */
    String serve() {
        environment.check();
        // Asked to find out what may be asked at all, so stdin may hold anything, or stay open without an end.
        if (environment.command().equals(Command.VERSION.name())) {
            return versions();
        }
        JsonObject config = readConfig();
        String name = config.optionalString("name").orElse("");
        Identifiers.requireNetworkName(name);
        Command command = Command.find(environment.command())
                .orElseThrow(() -> new CniException(
                        CniErrorCode.INVALID_ENVIRONMENT_VARIABLES,
                        "unknown CNI_COMMAND: " + environment.command()));
        version = gate.pass(command, config.optionalString("cniVersion").orElse(""));
        return run(command, environment.request(new NetworkConfig(version, name, config)));
    }

    private String run(Command command, PluginRequest request) {
        switch (command) {
            case ADD -> {
                refuseOwnNetns(request.netns());
                Optional<CniResult> result = plugin.add(request);
                return result.map(added -> added.encode(version).toIndentedString()).orElse("");
            }
            case DEL -> {
                refuseOwnNetns(request.netns());
                plugin.delete(request);
            }
            case CHECK -> plugin.check(request);
            case GC -> plugin.gc(request);
            case STATUS -> plugin.status(request);
            case VERSION -> throw new IllegalStateException("VERSION is answered without a request");
        }
        return "";
    }

    private String versions() {
        return JsonObject.builder()
                        .put("cniVersion", CniVersion.CURRENT.toString())
                        .putStrings("supportedVersions", gate.texts())
                        .build()
                + "\n";
    }

    private JsonObject readConfig() {
        byte[] document;
        try {
            document = stdin.readNBytes(JsonObject.SIZE_LIMIT + 1);
        } catch (IOException e) {
            throw new CniException(CniErrorCode.IO_FAILURE, "error reading from stdin: " + e.getMessage(), e);
        }
        try {
            return JsonObject.parse(document);
        } catch (JsonException e) {
            throw new CniException(
                    CniErrorCode.DECODING_FAILURE, "failed to parse network configuration: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses before the handler what upstream refuses after it, where the result is already printed and the error makes a second
     * document.
     */
    private void refuseOwnNetns(Optional<String> netns) {
        if (netns.isPresent() && !environment.allowsOwnNetns() && isOwnNetns(netns.get())) {
            throw new CniException(
                    CniErrorCode.INVALID_NETNS, "plugin's netns and netns from CNI_NETNS should not be the same");
        }
    }

    private boolean isOwnNetns(String netns) {
        try {
            return netnsIdentity.isOwn(Path.of(netns));
        } catch (IOException | InvalidPathException gone) {
            // A namespace that nobody can open any more is the usual case of a late DEL, and never this process's own.
            return false;
        }
    }
}
