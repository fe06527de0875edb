package io.hostport4j.examples.userland;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** A node whose containers are addresses of the loopback interface, with a clock that stands still until it is moved. */
final class LoopbackNode implements AutoCloseable {
    static final InetAddress V4 = ip("127.0.0.1");
    static final InetAddress V6 = ip("::1");
    static final InetAddress ANY_V4 = ip("0.0.0.0");
    static final InetAddress ANY_V6 = ip("::");
    static final Owner WEB = new AttachmentId("net", "web", "eth0").owner();
    static final Owner OTHER = new AttachmentId("net", "other", "eth0").owner();
    static final UserlandLimits LIMITS = new UserlandLimits(2, 2, 4, Duration.ofMinutes(2));
    /** A test that waits longer than this for bytes fails. */
    static final int PATIENCE_MILLIS = 20_000;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    final UserlandNode node = new UserlandNode(LIMITS, clock);
    final Backend backend = new UserlandBackend(node);

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A port on which nobody listens, for either protocol. */
    static int freePort() {
        try (ServerSocket tcp = new ServerSocket(0); DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
            return udp.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Forward forward(Protocol protocol, InetAddress address, int port, SocketAddress target) {
        InetSocketAddress to = (InetSocketAddress) target;
        return new Forward(new HostPort(protocol, address, port), new Endpoint(to.getAddress(), to.getPort()), Masquerade.WHEN_NEEDED, WEB);
    }

    /** Adds a forward on a free port of an address. */
    Forward add(Protocol protocol, InetAddress address, SocketAddress target) {
        Forward forward = forward(protocol, address, freePort(), target);
        change(Set.of(), Set.of(forward));
        return forward;
    }

    void change(Set<Forward> removals, Set<Forward> additions) {
        backend.commit(new Change(backend.read(new Scope.All()), WEB, removals, additions));
    }

    static Socket connect(InetAddress address, Forward forward) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, forward.hostPort().port()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    @Override
    public void close() {
        node.close();
    }
}
