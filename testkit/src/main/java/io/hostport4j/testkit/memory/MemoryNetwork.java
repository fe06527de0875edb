package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import java.net.InetAddress;
import java.util.Collection;
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
    public void enableRouteLocalnet(int link) {
        node.openLoopback(link);
    }

    @Override
    public Set<Integer> disableRouteLocalnet() {
        return node.closeLoopbacks();
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
