package io.hostport4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One call of a CNI plugin as a runtime makes it.
 *
 * @param settings members of the configuration, each with a comma behind it
 * @param first the first host port, the others follow
 * @param count how many
 */
record PluginCall(Path plugin, String command, String settings, int first, int count) {
    private static final String CONFIG = """
            {"cniVersion": "1.0.0", "name": "bench", "type": "portmap", %s
             "runtimeConfig": {"portMappings": [%s]},
             "prevResult": {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "sandbox": "/var/run/netns/web"}],
                            "ips": [{"address": "%s/16", "interface": 0}]}}
            """;

    /** @throws IllegalStateException when the plugin reports an error */
    void run() {
        ProcessBuilder builder = new ProcessBuilder(plugin.toString()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", "web", "CNI_NETNS", "/var/run/netns/web",
                "CNI_IFNAME", "eth0", "CNI_PATH", plugin.getParent().toString()));
        try {
            Path input = Files.writeString(Files.createTempFile("portmap", ".json"), config());
            Path output = Files.createTempFile("portmap", ".out");
            try {
                int exit = builder.redirectInput(input.toFile()).redirectOutput(output.toFile()).start().waitFor();
                if (exit != 0) {
                    throw new IllegalStateException(plugin + " " + command + " ended with " + exit + ": "
                            + Files.readString(output, StandardCharsets.UTF_8));
                }
            } finally {
                Files.delete(input);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String config() {
        String mappings = IntStream.range(first, first + count)
                .mapToObj(port -> "{\"hostPort\": " + port + ", \"containerPort\": " + port + ", \"protocol\": \"tcp\"}")
                .collect(Collectors.joining(", "));
        return CONFIG.formatted(settings, mappings, Contender.container().address().getHostAddress());
    }
}
