package io.hostport4j.nftables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A node that has interfaces and nothing else; notes which were asked for. */
record NamedLinks(Map<String, Integer> indexes, List<String> asked) implements HostNetwork {
    NamedLinks(Map<String, Integer> indexes) {
        this(indexes, new ArrayList<>());
    }

    @Override
    public OptionalInt linkNamed(String name) {
        asked.add(name);
        return indexes.containsKey(name) ? OptionalInt.of(indexes.get(name)) : OptionalInt.empty();
    }

    @Override
    public OptionalInt linkTowards(InetAddress address) {
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
        throw new UnsupportedOperationException();
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
        asked.clear();
    }
}
