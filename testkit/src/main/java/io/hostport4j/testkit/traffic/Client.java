package io.hostport4j.testkit.traffic;

import io.hostport4j.testkit.NetNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks {@link Server}s from inside a namespace, each time with a new socket.
 *
 * @param namespace where the questions come from
 * @param patience the time after which a question is {@link Failure#TIMED_OUT}; for TCP it bounds connecting and answering each
 */
public record Client(NetNamespace namespace, Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(2);
    private static final byte[] QUESTION = {'?', '\n'};

    /** Checks. */
    public Client {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(patience, "patience");
    }

    /**
     * A client that waits two seconds.
     *
     * @param namespace where the questions come from
     * @return the client
     */
    public static Client in(NetNamespace namespace) {
        return new Client(namespace, USUAL_PATIENCE);
    }

    /**
     * Asks whoever is behind an address and port.
     *
     * @param protocol the protocol
     * @param address the address asked; only answers from this address count
     * @param port the port asked
     * @return the {@link Answer}, or the {@link Failure}
     * @throws UncheckedIOException if something else went wrong, such as an answerer that is no {@link Server}
     */
    public Reply ask(Protocol protocol, InetAddress address, int port) {
        InetSocketAddress target = new InetSocketAddress(address, port);
        try {
            return namespace.call(() -> switch (protocol) {
                case TCP -> askTcp(target);
                case UDP -> askUdp(target);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(protocol + " to " + target + " from \"" + namespace + "\" failed", e);
        }
    }

    /**
     * Makes sure that nobody answers.
     *
     * @param protocol the protocol
     * @param address the address asked
     * @param port the port asked
     * @throws AssertionError if somebody does; its text names the server
     */
    public void assertNotReachable(Protocol protocol, InetAddress address, int port) {
        if (ask(protocol, address, port) instanceof Answer answer) {
            throw new AssertionError(protocol + " " + address.getHostAddress() + " port " + port + " is reachable from \""
                    + namespace + "\": " + answer);
        }
    }

    private Reply askTcp(InetSocketAddress target) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(target, (int) patience.toMillis());
            socket.getOutputStream().write(QUESTION);
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("connection was closed without an answer");
            }
            return Answer.ofLine(line);
        } catch (IOException e) {
            return Failure.of(e);
        }
    }

    private Reply askUdp(InetSocketAddress target) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) patience.toMillis());
            // Connected, so that the kernel drops answers from another address and reports ICMP errors.
            socket.connect(target);
            socket.send(new DatagramPacket(QUESTION, QUESTION.length));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return Answer.ofLine(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Failure.of(e);
        }
    }
}
