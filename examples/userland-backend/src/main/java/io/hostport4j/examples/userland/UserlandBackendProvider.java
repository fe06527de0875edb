package io.hostport4j.examples.userland;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Offers the backend that forwards by sockets of its own. */
public final class UserlandBackendProvider implements BackendProvider {
    static final String NAME = "userland";
    /** Behind all that have the kernel forward: there a packet never leaves it, and the container sees who calls. */
    private static final int PRIORITY = 10;

    private final Optional<UserlandNode> node;

    /** For {@link java.util.ServiceLoader}: each backend has a node of its own, whose forwards end when it is closed. */
    public UserlandBackendProvider() {
        this.node = Optional.empty();
    }

    /** Backends that share a node, whose forwards stay when they are closed. */
    public UserlandBackendProvider(UserlandNode node) {
        this.node = Optional.of(node);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String store() {
        return NAME;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Probe probe() {
        return new Probe.Usable("Java " + Runtime.version(), capabilities());
    }

    @Override
    public Backend open(Settings settings) {
        if (node.isPresent()) {
            return new UserlandBackend(node.get());
        }
        UserlandNode own = new UserlandNode();
        return new UserlandBackend(own, own::close);
    }

    /** What plain Java can do here. */
    static Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.ADDITIONS, Capability.ATOMIC, Capability.OWN_SOCKETS);
        if (hasIpv6()) {
            capabilities.addAll(EnumSet.of(Capability.IPV6, Capability.IPV6_LOOPBACK, Capability.CROSS_FAMILY));
        }
        return capabilities;
    }

    /** Not where the kernel was started without it, nor with {@code java.net.preferIPv4Stack}. */
    private static boolean hasIpv6() {
        try {
            ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
