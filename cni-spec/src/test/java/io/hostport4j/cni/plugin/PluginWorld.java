package io.hostport4j.cni.plugin;

import io.hostport4j.cni.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The world of one plugin call in memory; starts as a valid call of a command. */
final class PluginWorld {

    final Map<String, String> environment = new LinkedHashMap<>();
    InputStream stdin;
    NetnsIdentity netnsIdentity = netns -> {
        throw new NoSuchFileException(netns.toString());
    };
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    static PluginWorld calling(String command) {
        PluginWorld world = new PluginWorld();
        world.environment.put("CNI_COMMAND", command);
        world.environment.put("CNI_CONTAINERID", "some-container-id");
        world.environment.put("CNI_NETNS", "/some/netns/path");
        world.environment.put("CNI_IFNAME", "eth0");
        world.environment.put("CNI_ARGS", "K=V;K2=V2");
        world.environment.put("CNI_PATH", "/some/cni/path");
        return world.config("{\"cniVersion\": \"1.1.0\", \"name\": \"some-network\", \"type\": \"some-plugin\"}");
    }

    PluginWorld config(String config) {
        return config(config.getBytes(StandardCharsets.UTF_8));
    }

    PluginWorld config(byte[] config) {
        stdin = new ByteArrayInputStream(config);
        return this;
    }

    PluginWorld with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    PluginWorld without(String... variables) {
        for (String variable : variables) {
            environment.remove(variable);
        }
        return this;
    }

    int run(CniPlugin plugin) {
        return new PluginMain(environment, stdin, new PrintStream(stdout), new PrintStream(stderr), netnsIdentity)
                .run(plugin);
    }

    String stdout() {
        return stdout.toString(StandardCharsets.UTF_8);
    }

    String stderr() {
        return stderr.toString(StandardCharsets.UTF_8);
    }

    /** The error on stdout, which must be the one document there. */
    JsonObject error() {
        return JsonObject.parse(stdout());
    }

    int errorCode() {
        return error().optionalInt("code").orElseThrow();
    }

    String errorMsg() {
        return error().requiredString("msg");
    }

    String errorDetails() {
        return error().optionalString("details").orElse("");
    }
}
