package io.hostport4j.examples.flows;

import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A UDP client that has one source port all its life. */
final class SteadyClient implements AutoCloseable {
    private static final byte[] QUESTION = {'?', '\n'};
    private static final int PATIENCE_MILLIS = 3000;
    private static final int SHORT_MILLIS = 1;
    /** More than any change takes. */
    private static final int MOST_PACKETS = 20_000;

    private final DatagramSocket socket;

    private SteadyClient(DatagramSocket socket) {
        this.socket = socket;
    }

    static SteadyClient of(NetNamespace namespace, InetAddress address, int port) {
        try {
            return namespace.call(() -> {
                DatagramSocket socket = new DatagramSocket();
                socket.connect(new InetSocketAddress(address, port));
                return new SteadyClient(socket);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a packet every other millisecond until the work is done. */
    void sendDuring(Runnable work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < MOST_PACKETS && !done.await(1, TimeUnit.MILLISECONDS); i++) {
                    send();
                    // Answers nobody reads would fill the socket's buffer, and later ones be lost.
                    receive(SHORT_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "steady-client");
        sender.start();
        try {
            work.run();
        } finally {
            done.countDown();
            join(sender);
        }
    }

    /** Whether an answer to a packet sent now comes from somebody; answers of others, to earlier packets, may come before it. */
    boolean reaches(String name) {
        send();
        for (int i = 0; i < MOST_PACKETS; i++) {
            String answer = receive(PATIENCE_MILLIS);
            if (answer.equals(name)) {
                return true;
            }
            if (answer.isEmpty()) {
                return false;
            }
        }
        return false;
    }

    /** Whether a packet sent now is answered by an ICMP error of the node, and nobody answers. */
    boolean isRefused() {
        // Of errors only the last one is kept, and telling of it clears it: the second is of a packet sent after the first was told.
        return refusal() && refusal();
    }

    private boolean refusal() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(QUESTION, QUESTION.length));
            for (int i = 0; i < MOST_PACKETS; i++) {
                socket.receive(new DatagramPacket(new byte[512], 512));
            }
            return false;
        } catch (PortUnreachableException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    /** The error that an earlier packet met is told of by a later call, once. */
    private void send() {
        for (int tries = 0; tries < 3; tries++) {
            try {
                socket.send(new DatagramPacket(QUESTION, QUESTION.length));
                return;
            } catch (PortUnreachableException e) {
                continue;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Who answers; nobody when the time is over. */
    private String receive(int millis) {
        DatagramPacket answer = new DatagramPacket(new byte[512], 512);
        while (true) {
            try {
                socket.setSoTimeout(millis);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8).split(" ")[0];
            } catch (PortUnreachableException e) {
                continue;
            } catch (SocketTimeoutException e) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
