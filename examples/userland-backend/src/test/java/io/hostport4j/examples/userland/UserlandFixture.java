package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.conformance.BackendFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A node whose state is what this network namespace listens on, and where that leads. */
class UserlandFixture implements BackendFixture {
    static final Set<Capability> CAPABILITIES = Set.of(Capability.ADDITIONS, Capability.ATOMIC, Capability.IPV6, Capability.IPV6_LOOPBACK,
            Capability.CROSS_FAMILY, Capability.OWN_SOCKETS);
    /** The columns of {@code /proc/net/tcp} and {@code udp}: local address, and the state, 0A for TCP_LISTEN, 07 for an unconnected UDP socket. */
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final Set<String> LISTENING = Set.of("0A", "07");

    private final UserlandNode node = new UserlandNode();
    private final List<Channel> programs = new ArrayList<>();

    UserlandFixture() {
        // Without nodad an address of IPv6 cannot be bound to until the kernel has found, by and by, that lo needs no search for duplicates.
        hostAddresses().forEach(address -> ip(
                ("addr add " + address.getHostAddress() + " dev lo" + (address instanceof Inet6Address ? " nodad" : "")).split(" ")));
    }

    @Override
    public BackendProvider provider() {
        return new UserlandBackendProvider(node);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public HostNetwork openNetwork() {
        return new UserlandNetwork();
    }

    @Override
    public String state() {
        List<String> lines = new ArrayList<>();
        for (String file : List.of("tcp", "tcp6", "udp", "udp6")) {
            try (Stream<String> sockets = Files.lines(Path.of("/proc/self/net", file))) {
                sockets.skip(1).map(line -> line.strip().split("\\s+")).filter(words -> LISTENING.contains(words[STATE]))
                        .forEach(words -> lines.add(file + " " + words[LOCAL]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        node.state().forwards().forEach(forward -> lines.add(forward.toString()));
        return String.join("\n", lines.stream().sorted().toList());
    }

    /** By a program that has the port. */
    @Override
    public boolean obstruct(HostPort hostPort) {
        try {
            ServerSocketChannel program = ServerSocketChannel.open(
                    hostPort.family() == Family.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            programs.add(program);
            program.bind(new InetSocketAddress(hostPort.address(), hostPort.port()));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A socket finds the way to a container when somebody calls. */
    @Override
    public boolean dependsOnLinks() {
        return false;
    }

    @Override
    public void close() {
        node.close();
        programs.forEach(Sockets::close);
        hostAddresses().forEach(address -> ip("addr", "del", address.getHostAddress(), "dev", "lo"));
    }

    private List<InetAddress> hostAddresses() {
        return Stream.of(Family.values()).flatMap(family -> hostAddresses(family).stream()).toList();
    }

    private static void ip(String... arguments) {
        ProcessRun.of(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new)).execute().orThrow();
    }
}
