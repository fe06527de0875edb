package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A node seen from a process that may change nothing of it, and need not: sockets find the way to a container by themselves, 127.0.0.1
 * is an address to them like any other, and no connection tracker leads a flow past them.
 */
public final class UserlandNetwork implements HostNetwork {
    @Override
    public OptionalInt linkTowards(InetAddress address) {
        return OptionalInt.empty();
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
        return Optional.empty();
    }

    @Override
    public Set<Integer> markedLinks() {
        return Set.of();
    }

    @Override
    public boolean enableRouteLocalnet(int link) {
        throw new IllegalArgumentException("route_localnet for link " + link + ", which did not come from linkTowards");
    }

    @Override
    public boolean disableRouteLocalnet(int link) {
        return false;
    }

    @Override
    public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
