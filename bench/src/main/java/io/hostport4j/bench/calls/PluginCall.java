package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.core.HostPortRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** One call of a CNI plugin as a runtime makes it. */
record PluginCall(Path plugin, String command, Map<String, String> environment, String settings, int ports) {
    private static final String CONFIG = """
            {"cniVersion": "1.0.0", "name": "bench", "type": "portmap", %s
             "runtimeConfig": {"portMappings": [%s]},
             "prevResult": {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "sandbox": "/var/run/netns/web"}],
                            "ips": [{"address": "%s/%d", "interface": 0}]}}
            """;

    /** How a call ended. */
    record Ended(PluginCall call, int status, String output) {
        void orThrow() {
            if (status != 0) {
                throw new IllegalStateException(call.plugin + " " + call.command + " ended with " + status + ": " + output);
            }
        }
    }

    Ended run() {
        ProcessBuilder builder = new ProcessBuilder(plugin.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", Mappings.web().container(),
                "CNI_NETNS", "/var/run/netns/web", "CNI_IFNAME", "eth0", "CNI_PATH", plugin.getParent().toString()));
        try {
            Path input = Files.writeString(Files.createTempFile("portmap", ".json"), config());
            Path output = Files.createTempFile("portmap", ".out");
            try {
                int status = builder.redirectInput(input.toFile()).redirectOutput(output.toFile()).start().waitFor();
                return new Ended(this, status, Files.readString(output));
            } finally {
                Files.delete(input);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + plugin + " ran", e);
        }
    }

    private String config() {
        return config(settings, Mappings.web(ports));
    }

    /** The standard input of a call with these mappings. */
    static String config(String settings, HostPortRequest request) {
        String mappings = request.mappings().stream()
                .map(mapping -> "{\"hostPort\": " + mapping.hostPorts().first() + ", \"containerPort\": " + mapping.containerPort()
                        + ", \"protocol\": \"tcp\"}")
                .collect(Collectors.joining(", "));
        return CONFIG.formatted(settings, mappings, request.addresses().get(0).address().getHostAddress(), Mappings.PREFIX);
    }
}
