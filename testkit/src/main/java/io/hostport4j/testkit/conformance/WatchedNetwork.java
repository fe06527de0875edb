package io.hostport4j.testkit.conformance;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A node's network that tells whether somebody closed it. */
final class WatchedNetwork implements HostNetwork {
    private final HostNetwork network;
    private boolean closed;

    WatchedNetwork(HostNetwork network) {
        this.network = network;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public OptionalInt linkTowards(InetAddress address) {
        return network.linkTowards(address);
    }

    @Override
    public OptionalInt linkNamed(String name) {
        return network.linkNamed(name);
    }

    @Override
    public OptionalInt generation() {
        return network.generation();
    }

    @Override
    public int countRules(Family family, String table, String chain) {
        return network.countRules(family, table, chain);
    }

    @Override
    public Optional<RouteLocalnetState> routeLocalnet(int link) {
        return network.routeLocalnet(link);
    }

    @Override
    public Set<Integer> markedLinks() {
        return network.markedLinks();
    }

    @Override
    public boolean enableRouteLocalnet(int link) {
        return network.enableRouteLocalnet(link);
    }

    @Override
    public boolean disableRouteLocalnet(int link) {
        return network.disableRouteLocalnet(link);
    }

    @Override
    public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        return network.endStrayFlows(removed, added, standing);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.close();
        }
    }
}
