package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** One ADD and DEL after the other, as processes, while many mappings of another container are in use. */
record Churn(World world, Candidate candidate, Path folder) {
    private static final int FIRST_STANDING = 20_000;
    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 500;

    Tally run(int standing, Duration length, long seed) {
        Plugin plugin = new PluginProcess(candidate.program(), folder);
        Container stander = world.start("standing", world.podNetwork());
        world.serve(stander, 80);
        Pod coming = Pod.of(world.start("coming", world.podNetwork()), candidate);
        Random random = new Random(seed);
        Tally tally = new Tally();
        long start = System.nanoTime();
        call(plugin, "ADD", Pod.of(stander, candidate), IntStream.range(FIRST_STANDING, FIRST_STANDING + standing).mapToObj(Port::tcp).toList(), tally);
        double made = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        int answers;
        try (Load load = Load.on(world, "standing", FIRST_STANDING, standing)) {
            while (System.nanoTime() - start < length.toNanos()) {
                List<Port> port = List.of(Port.tcp(FIRST_PORT + random.nextInt(PORTS)));
                call(plugin, "ADD", coming, port, tally);
                call(plugin, "DEL", coming, port, tally);
            }
            answers = load.answers();
            load.failures().forEach(failure -> tally.fault("connections that failed", failure));
        }
        double minutes = (System.nanoTime() - start) / 6e10;
        System.out.printf(Locale.ROOT, "churn of %s: %d standing mappings, made in %.1f s; %.0f operations a minute for %.1f minutes; %d connections: %s%n",
                candidate, standing, made, (tally.of("ADD") + tally.of("DEL") - 1) / minutes, minutes, answers, tally);
        return tally;
    }

    private static void call(Plugin plugin, String command, Pod pod, List<Port> ports, Tally tally) {
        Answer answer = plugin.call(pod.environment(command), pod.input(ports));
        tally.count(command);
        if (!answer.isSuccess()) {
            tally.fault(command + "s that failed", answer);
        }
    }
}
