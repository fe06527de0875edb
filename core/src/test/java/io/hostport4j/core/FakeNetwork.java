package io.hostport4j.core;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A node that reaches every container through interface 7, unless told otherwise. */
public class FakeNetwork implements HostNetwork {
    static final int LINK = 7;

    final Map<InetAddress, Integer> links = new HashMap<>();
    /** What other processes do right before it is written. */
    Runnable beforeRouteLocalnet = () -> { };
    final Set<Integer> routeLocalnet = new HashSet<>();
    final Set<Forward> flowsRemoved = new HashSet<>();
    final Set<Forward> flowsAdded = new HashSet<>();
    final Set<Forward> flowsStanding = new HashSet<>();
    int flowSearches;
    final Map<InetAddress, Presence> presence = new HashMap<>();
    public boolean forwardsPackets = true;
    boolean brokenPresence;
    final List<HostListener> listeners = new ArrayList<>();
    int looks;
    boolean brokenListeners;
    boolean readOnlySysctls;
    boolean brokenFlows;
    boolean closed;
    private int generation;

    @Override
    public OptionalInt linkTowards(InetAddress address) {
        return OptionalInt.of(links.getOrDefault(address, LINK));
    }

    @Override
    public Presence presence(InetAddress address) {
        if (brokenPresence) {
            throw new BackendFailedException("look up route: no buffer space available");
        }
        return presence.getOrDefault(address, Presence.POSSIBLE);
    }

    @Override
    public List<HostListener> listeners(Protocol protocol, Set<Integer> ports) {
        looks++;
        if (brokenListeners) {
            throw new BackendFailedException("list TCP sockets: operation not permitted");
        }
        return listeners.stream().filter(listener -> listener.at().protocol() == protocol && ports.contains(listener.at().port())).toList();
    }

    @Override
    public boolean forwardsPackets(Family family) {
        return forwardsPackets;
    }

    @Override
    public OptionalInt linkNamed(String name) {
        return OptionalInt.empty();
    }

    /** As if one change were made between two questions. */
    @Override
    public OptionalInt generation() {
        return OptionalInt.of(generation++);
    }

    @Override
    public int countRules(Family family, String table, String chain) {
        return 0;
    }

    @Override
    public Optional<RouteLocalnetState> routeLocalnet(int link) {
        return Optional.of(routeLocalnet.contains(link) ? RouteLocalnetState.MARKED : RouteLocalnetState.OFF);
    }

    @Override
    public Set<Integer> markedLinks() {
        return Set.copyOf(routeLocalnet);
    }

    @Override
    public boolean enableRouteLocalnet(int link) {
        if (readOnlySysctls) {
            throw new BackendFailedException("unable to enable route_localnet: read-only file system");
        }
        if (routeLocalnet.contains(link)) {
            return false;
        }
        meanwhile();
        return routeLocalnet.add(link);
    }

    @Override
    public boolean disableRouteLocalnet(int link) {
        if (readOnlySysctls) {
            throw new BackendFailedException("unable to disable route_localnet: read-only file system");
        }
        meanwhile();
        return routeLocalnet.remove(link);
    }

    private void meanwhile() {
        Runnable action = beforeRouteLocalnet;
        beforeRouteLocalnet = () -> { };
        action.run();
    }

    @Override
    public Optional<String> linkName(int link) {
        return Optional.of("pods" + link + ".0");
    }

    @Override
    public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        if (brokenFlows) {
            throw new BackendFailedException("dump conntrack: operation not supported");
        }
        flowsRemoved.addAll(removed);
        flowsAdded.addAll(added);
        flowsStanding.addAll(standing);
        flowSearches++;
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
