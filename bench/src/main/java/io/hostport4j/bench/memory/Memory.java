package io.hostport4j.bench.memory;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.bench.node.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is resident of a JVM that embeds the engine, and of the agent, on a node where 10,000 containers have a host port each. */
public final class Memory {
    private static final int MAPPINGS = 10_000;
    private static final int TIMES = 3;
    private static final Map<String, List<String>> JVMS = jvms();

    private Memory() {}

    /** Some fifty seconds, and ninety on a busy machine. */
    public static void run(Recorder recorder) throws IOException, InterruptedException {
        Node.own();
        for (Map.Entry<String, List<String>> jvm : JVMS.entrySet()) {
            Map<String, Samples> samples = new LinkedHashMap<>();
            for (int i = 0; i < TIMES; i++) {
                measure(jvm.getValue(), samples);
            }
            samples.forEach((what, values) -> recorder.add(values.figure(jvm.getKey(), what, 1, MAPPINGS, "MiB")));
        }
        if (AgentProcess.isBuilt()) {
            new AgentMemory(recorder, MAPPINGS).measure();
        } else {
            recorder.note("The resident agent was left out: the distribution was built without the shim.");
        }
    }

    private static void measure(List<String> options, Map<String, Samples> samples) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Embedding.class.getName(), Integer.toString(MAPPINGS)));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                samples.computeIfAbsent(line.substring(space + 1), key -> new Samples()).add(Double.parseDouble(line.substring(0, space)));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }

    private static Map<String, List<String>> jvms() {
        Map<String, List<String>> jvms = new LinkedHashMap<>();
        jvms.put("embedding JVM, no options", List.of());
        jvms.put("embedding JVM, for a small footprint",
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
        return jvms;
    }
}
