package io.hostport4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The userland backend beside socat: the same transfers through both by turns, and many connections at once. */
final class Userland {
    private static final Path JAR = Path.of("examples/userland-backend/target/userland.jar").toAbsolutePath();
    /** Of the link that {@code bench/run} makes: nothing is forwarded to a loopback address. */
    private static final String TARGET = "10.99.255.254";
    private static final int FIRST_PORT = 18080;
    private static final int[] STREAMS = {1, 4};
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 7;
    private static final int CONNECTIONS = 1_000;
    private static final double MEBI = 1 << 20;
    private static final double MILLI = 1e-3;

    private Userland() {}

    static void run() {
        try {
            measure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void measure() throws IOException {
        try (ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getByName(TARGET))) {
            try (Forwarder userland = Forwarder.userland(JAR, FIRST_PORT, server); Forwarder socat = Forwarder.socat(FIRST_PORT + 1, server)) {
                for (int streams : STREAMS) {
                    Transfer transfer = new Transfer(server, streams);
                    double[] rates = medians(List.of(userland, socat), forwarder -> transfer.bytesPerSecond(forwarder.address()) / MEBI);
                    System.out.printf(Locale.ROOT, "TCP transfers at once: %d; userland %.0f MiB/s, socat %.0f MiB/s, ratio of medians %.2f (goal 0.60)%n",
                            streams, rates[0], rates[1], rates[0] / rates[1]);
                }
                Crowd crowd = new Crowd(server, CONNECTIONS);
                double[] times = medians(List.of(userland, socat), forwarder -> crowd.seconds(forwarder.address()) / MILLI);
                System.out.printf(Locale.ROOT, "%,d connections at once, each answered: userland %.0f ms, socat %.0f ms%n",
                        CONNECTIONS, times[0], times[1]);
            }
        }
    }

    @FunctionalInterface
    private interface Measurement {
        double of(Forwarder forwarder) throws IOException;
    }

    /** By turns, so that what else the machine does meets all alike. */
    private static double[] medians(List<Forwarder> forwarders, Measurement measurement) throws IOException {
        List<List<Double>> samples = new ArrayList<>();
        forwarders.forEach(forwarder -> samples.add(new ArrayList<>()));
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (int i = 0; i < forwarders.size(); i++) {
                double sample = measurement.of(forwarders.get(i));
                if (round >= WARM_UP) {
                    samples.get(i).add(sample);
                }
            }
        }
        return samples.stream().mapToDouble(each -> each.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow()).toArray();
    }
}
