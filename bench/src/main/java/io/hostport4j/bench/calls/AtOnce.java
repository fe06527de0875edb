package io.hostport4j.bench.calls;

import io.hostport4j.bench.Turns;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of as many containers at once: all of their ADDs, and then all of their DELs.
 *
 * @param inputs of the calls
 * @param rounds how often this can be had
 */
record AtOnce(String name, Path plugin, Map<String, String> environment, NetNamespace node, Inputs inputs, int rounds)
        implements Turns.Entrant {
    /** Where {@code bench/run} builds it. */
    private static final Path STARTER = Path.of("bench/target/at-once").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Whether there is what starts them. */
    static boolean isBuilt() {
        return Files.isExecutable(STARTER);
    }

    @Override
    public void take(Turns.Sink sink) {
        // A child belongs to the namespace of the thread that starts it.
        node.call(() -> {
            for (String command : List.of("ADD", "DEL")) {
                call(command).forEach(millis -> sink.add(command, millis));
            }
            return null;
        });
    }

    private List<Double> call(String command) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(Map.of("CNI_COMMAND", command, "CNI_NETNS", "/var/run/netns/web", "CNI_IFNAME", "eth0",
                "CNI_PATH", plugin.getParent().toString()));
        List<String> words = new ArrayList<>(List.of(STARTER.toString(), plugin.toString()));
        inputs.files().forEach(file -> words.add(file.toString()));
        return new ProcessRun(words, variables, "", LIMIT).execute().orThrow().stdout().lines().map(Double::valueOf).toList();
    }
}
