package io.hostport4j.bench.userland;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.Turns;
import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The userland backend beside socat: the same transfers through both by turns, and many connections at once. */
public final class Userland {
    private static final Path JAR = Path.of("examples/userland-backend/target/userland.jar").toAbsolutePath();
    private static final int FIRST_PORT = 18080;
    private static final int ROUNDS = 7;
    private static final int CONNECTIONS = 1_000;
    private static final double MEBI = 1 << 20;
    private static final double MILLI = 1e-3;
    private static final double SHARE = 0.3;

    private Userland() {}

    /** Some forty seconds. */
    public static void run(Recorder recorder) throws IOException {
        Node.own();
        // An address of the node's link: nothing is forwarded to a loopback address.
        try (ServerSocket server = new ServerSocket(0, CONNECTIONS, InetAddress.getByName(Mappings.GATEWAY));
                Forwarder userland = Forwarder.userland(JAR, FIRST_PORT, server);
                Forwarder socat = Forwarder.socat(FIRST_PORT + 1, server)) {
            Map<String, Forwarder> forwarders = Map.of("userland", userland, "socat", socat);
            Transfer one = new Transfer(server, 1);
            measure(recorder, forwarders, "one TCP transfer", "MiB/s", forwarder -> one.bytesPerSecond(forwarder.address()) / MEBI);
            Transfer four = new Transfer(server, 4);
            measure(recorder, forwarders, "four TCP transfers at once", "MiB/s", forwarder -> four.bytesPerSecond(forwarder.address()) / MEBI);
            Crowd crowd = new Crowd(server, CONNECTIONS);
            measure(recorder, forwarders, "1,000 connections at once", "ms", forwarder -> crowd.seconds(forwarder.address()) / MILLI);
        }
    }

    @FunctionalInterface
    private interface Measurement {
        double of(Forwarder forwarder) throws IOException;
    }

    private static void measure(Recorder recorder, Map<String, Forwarder> forwarders, String what, String unit, Measurement measurement) {
        List<String> names = List.copyOf(forwarders.keySet());
        List<Turns.Entrant> entrants = names.stream().<Turns.Entrant>map(name -> sink -> {
            try {
                sink.add(what, measurement.of(forwarders.get(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
        List<Map<String, Samples>> samples = new Turns(2, ROUNDS, recorder.share(SHARE)).run(entrants);
        for (int i = 0; i < names.size(); i++) {
            recorder.add(samples.get(i).get(what).figure(names.get(i), what, 1, 0, unit));
        }
    }
}
