package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The network of a {@link MemoryNode}: every container is behind one link, and nothing flows. */
public final class MemoryNetwork implements HostNetwork {
    /** The index of the link towards every container. */
    public static final int LINK = 7;

    private final MemoryNode node;

    /** A network of a node; open as long as anybody wants it. */
    public MemoryNetwork(MemoryNode node) {
        this.node = node;
    }

    @Override
    public OptionalInt linkTowards(InetAddress address) {
        return OptionalInt.of(LINK);
    }

    @Override
    public OptionalInt linkNamed(String name) {
        return OptionalInt.empty();
    }

    @Override
    public int countRules(Family family, String table, String chain) {
        return 0;
    }

    @Override
    public Optional<RouteLocalnetState> routeLocalnet(int link) {
        return Optional.of(node.openLoopbacks().contains(link) ? RouteLocalnetState.MARKED : RouteLocalnetState.OFF);
    }

    @Override
    public Set<Integer> markedLinks() {
        return node.openLoopbacks();
    }

    @Override
    public boolean enableRouteLocalnet(int link) {
        return node.openLoopback(link);
    }

    @Override
    public boolean disableRouteLocalnet(int link) {
        return node.closeLoopback(link);
    }

    @Override
    public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        return 0;
    }

    @Override
    public void close() {
        // It holds nothing open.
    }
}
