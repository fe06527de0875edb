package io.hostport4j.examples.chaos;

import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A UDP client outside of the node that keeps sending from one port, as SIP and syslog do. */
final class SteadyClient implements AutoCloseable {
    private static final int PAUSE_MILLIS = 50;
    private static final long PATIENCE_NANOS = 1_000_000_000;

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    private SteadyClient(DatagramSocket socket, InetSocketAddress target) {
        this.socket = socket;
        this.target = target;
    }

    /** To the node's IPv4 address. */
    static SteadyClient of(World world, int port) {
        try {
            DatagramSocket socket = world.client().call(() -> new DatagramSocket());
            socket.setSoTimeout(PAUSE_MILLIS);
            return new SteadyClient(socket, new InetSocketAddress(world.nodeV4(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong when it does not hear from a server within a second. */
    Optional<String> unlessAnswering(String server) {
        String last = "nobody";
        for (long start = System.nanoTime(); System.nanoTime() - start < PATIENCE_NANOS;) {
            try {
                socket.send(new DatagramPacket(new byte[] {'?', '\n'}, 2, target));
                DatagramPacket answer = new DatagramPacket(new byte[512], 512);
                socket.receive(answer);
                last = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8).split(" ")[0];
                if (last.equals(server)) {
                    return Optional.empty();
                }
            } catch (IOException unanswered) {
                last = "nobody";
            }
        }
        return Optional.of("after a second of sending answers: " + last);
    }

    @Override
    public void close() {
        socket.close();
    }
}
