package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.WaitEndedException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code route_localnet} on for the interfaces that some forward needs it of, and for no others.
 *
 * <p>Any number of processes do this at once, without a lock. Whoever changed forwards looks at the sysctl afterwards, and whoever wrote
 * the sysctl looks at the forwards afterwards, until it finds them as it assumed. So the last who wrote saw all changes before its look,
 * and whoever changed something after that look sees what was written.
 */
final class LoopbackRouting {
    /** Whoever meets others that often leaves the rest to them. */
    private static final int TRIES = 16;

    /** Packets to a socket of the node pass without it. */
    private final boolean ownSockets;
    private final KnownLoopback known;
    private final ForwardStore store;
    private final OtherStores others;
    private final HostNetwork network;

    LoopbackRouting(OpenedBackend chosen, KnownLoopback known, ForwardStore store, OtherStores others, HostNetwork network) {
        this.ownSockets = chosen.capabilities().contains(Capability.OWN_SOCKETS);
        this.known = known;
        this.store = store;
        this.others = others;
        this.network = network;
    }

    /**
     * Turns it on for forwards that were just added.
     *
     * @param links towards their targets
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses
     */
    void open(Collection<Forward> forwards, Map<InetAddress, Link> links) {
        Set<Integer> opened = new LinkedHashSet<>();
        for (Forward forward : serving(forwards)) {
            int link = links.get(forward.target().address()).index();
            if (link != 0 && opened.add(link)) {
                known.added(link, forward.hostPort());
                if (network.enableRouteLocalnet(link)) {
                    settle(link);
                }
            }
        }
    }

    /**
     * Turns it off where forwards needed it that the last commits removed, and nobody else does. Where a container's own interface went with it,
     * the route to its address leads through another one by now, which is looked at for itself.
     */
    void close() {
        Set<Forward> gone = known.takeRemoved();
        closeWhereUnused(() -> linksTowards(gone));
    }

    private Set<Integer> linksTowards(Set<Forward> forwards) {
        Set<InetAddress> targets = new HashSet<>();
        Set<Integer> links = new HashSet<>();
        for (Forward forward : forwards) {
            InetAddress target = forward.target().address();
            OptionalInt link = targets.add(target) ? network.linkTowards(target) : OptionalInt.empty();
            if (link.isPresent()) {
                links.add(link.getAsInt());
            }
        }
        return links;
    }

    /** Turns it off wherever nobody needs it. */
    void closeUnused() {
        closeWhereUnused(network::markedLinks);
    }

    /** The rules that keep 127.0.0.0/8 off the wire are there as long as forwards are, and a DEL that fails would be worse. */
    private void closeWhereUnused(Supplier<Set<Integer>> links) {
        try {
            for (int link : links.get()) {
                boolean marked = network.routeLocalnet(link).equals(Optional.of(RouteLocalnetState.MARKED));
                if (marked && !known.has(link) && !isNeeded(link) && network.disableRouteLocalnet(link)) {
                    settle(link);
                }
            }
        } catch (HostPortException | WaitEndedException e) {
            log().warn("route_localnet may stay on for an interface that does not need it: {}", e.getMessage());
        }
    }

    /** Turns it off everywhere; nobody has a forward any more. */
    Set<Integer> closeAll() {
        Set<Integer> closed = new LinkedHashSet<>();
        for (int link : network.markedLinks()) {
            if (network.disableRouteLocalnet(link)) {
                closed.add(link);
            }
        }
        return closed;
    }

    /** Brings it in line with the forwards, after it was written. */
    void settle(int link) {
        for (int tries = 0; tries < TRIES; tries++) {
            if (!(isNeeded(link) ? network.enableRouteLocalnet(link) : network.disableRouteLocalnet(link))) {
                return;
            }
        }
    }

    /** What keeps clients on 127.0.0.0/8 from an attachment's forwards, each as a sentence. */
    List<String> faults(Scope.Of scope) {
        Set<Integer> links = new LinkedHashSet<>();
        serving(scope.wanted().values()).forEach(forward -> links.add(scope.links().get(forward.target().address()).index()));
        links.remove(0);
        List<String> faults = new ArrayList<>();
        for (int link : links) {
            if (network.routeLocalnet(link).equals(Optional.of(RouteLocalnetState.OFF))) {
                // As sysctl writes a name with dots.
                String sysctl = "net.ipv4.conf." + network.linkName(link).orElse("#" + link).replace('.', '/') + ".route_localnet";
                faults.add(sysctl + " is 0, so clients on 127.0.0.1 get no answer (\"sysctl -w " + sysctl + "=1\" mends that alone)");
            }
        }
        return faults;
    }

    private List<Forward> serving(Collection<Forward> forwards) {
        return ownSockets ? List.of() : forwards.stream().filter(Forward::servesLoopback).toList();
    }

    /** In doubt it is: what was on goes on to work. */
    private boolean isNeeded(int link) {
        Map<InetAddress, Boolean> looked = new HashMap<>();
        Predicate<InetAddress> behind = address ->
                looked.computeIfAbsent(address, target -> network.linkTowards(target).equals(OptionalInt.of(link)));
        try {
            Optional<HostPort> found = store.findLoopback(behind);
            if (found.isPresent()) {
                known.found(link, found.get());
            } else {
                known.foundNone(link);
            }
            return found.isPresent() || others.anyLoopback(behind);
        } catch (HostPortException | WaitEndedException e) {
            log().warn("whether a forward needs route_localnet of interface {} cannot be found out: {}", link, e.getMessage());
            return true;
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(LoopbackRouting.class);
    }
}
