package io.hostport4j.bench;

import io.hostport4j.core.HostPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whole calls of every backend beside the reference plugin, in turn, so that a slow moment of the machine hits all of them alike. */
final class Backends {
    private static final Path REFERENCE = Path.of("/usr/lib/cni/portmap");
    private static final Path OURS = Path.of("examples/target/hostport4j/bin/portmap").toAbsolutePath();
    /** The reference needs some twenty seconds for 500 ports. */
    private static final List<Round> ROUNDS = List.of(new Round(1, 15), new Round(20, 9), new Round(500, 3));

    private Backends() {}

    private record Round(int ports, int repetitions) {}

    /** Milliseconds of each repetition. */
    private record Times(List<Double> add, List<Double> remove) {}

    static void run() {
        List<Contender> contenders = Contender.all(REFERENCE, OURS);
        // Another container's mapping keeps the table, as on a node in use; to make and remove it takes milliseconds of their own.
        try (HostPorts standing = Node.open(1)) {
            for (Round round : ROUNDS) {
                System.out.printf(Locale.ROOT, "%nADD and DEL of %d ports, median of %d, in milliseconds%n", round.ports, round.repetitions);
                print(contenders, measure(contenders, round));
            }
            Node.close(standing);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private static List<Times> measure(List<Contender> contenders, Round round) {
        List<Times> times = new ArrayList<>();
        contenders.forEach(contender -> times.add(new Times(new ArrayList<>(), new ArrayList<>())));
        for (int repetition = -1; repetition < round.repetitions; repetition++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(i);
                double add = millis(() -> contender.add(round.ports));
                double remove = millis(() -> contender.remove(round.ports));
                // The first of each kind warms up what is warm in ordinary use: files in the page cache, an engine's code.
                if (repetition >= 0) {
                    times.get(i).add.add(add);
                    times.get(i).remove.add(remove);
                }
            }
        }
        return times;
    }

    private static void print(List<Contender> contenders, List<Times> times) {
        double referenceAdd = median(times.get(0).add);
        double referenceRemove = median(times.get(0).remove);
        for (int i = 0; i < contenders.size(); i++) {
            double add = median(times.get(i).add);
            double remove = median(times.get(i).remove);
            System.out.printf(Locale.ROOT, "%-32s ADD %10.2f (%6.3f of the reference)   DEL %10.2f (%6.3f)%n",
                    contenders.get(i).name(), add, add / referenceAdd, remove, remove / referenceRemove);
        }
    }

    private static double millis(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
