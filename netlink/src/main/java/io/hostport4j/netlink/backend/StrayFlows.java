package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.netlink.conntrack.Conntrack;
import io.hostport4j.netlink.conntrack.Flow;
import io.hostport4j.netlink.conntrack.FlowFilter;
import io.hostport4j.netlink.conntrack.FlowTuple;
import io.hostport4j.netlink.route.LinkAddress;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.route.RouteType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flows that a change of forwards made wrong: the connection tracker goes on to send them where they went at their first packet.
 *
 * <p>A flow counts when it was sent to a host port of the change, on an address of this node, and either leads to a removed target
 * though no forward leads there any more, or elsewhere than to the one that was added.
 */
final class StrayFlows {
    private final List<FlowFilter> filters;
    private final Map<HostPort, Set<Endpoint>> removed = new HashMap<>();
    private final Set<HostPort> added = new HashSet<>();
    private final Map<HostPort, Endpoint> now = new HashMap<>();

    StrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        filters = FlowQuestions.about(removed, added);
        for (Forward forward : removed) {
            this.removed.computeIfAbsent(forward.hostPort(), any -> new HashSet<>()).add(forward.target());
        }
        standing.forEach(forward -> now.put(forward.hostPort(), forward.target()));
        for (Forward forward : added) {
            now.put(forward.hostPort(), forward.target());
            this.added.add(forward.hostPort());
        }
    }

    /** @return how many it ended */
    int end(Conntrack conntrack, RouteNetlink routes) {
        List<Flow> flows = find(conntrack, routes);
        return flows.isEmpty() ? 0 : conntrack.delete(flows);
    }

    List<Flow> find(Conntrack conntrack, RouteNetlink routes) {
        int flows = filters.isEmpty() ? 0 : conntrack.count();
        if (flows == 0) {
            return List.of();
        }
        List<Flow> candidates = new ArrayList<>();
        for (FlowFilter filter : FlowQuestions.cheapest(filters, flows)) {
            conntrack.list(filter).stream().filter(this::isStray).forEach(candidates::add);
        }
        if (candidates.isEmpty()) {
            return List.of();
        }
        Set<InetAddress> own = new HashSet<>();
        for (LinkAddress address : routes.addresses()) {
            own.add(address.address());
        }
        candidates.removeIf(flow -> !wasSentToHostPort(flow, own, routes));
        return candidates;
    }

    boolean isStray(Flow flow) {
        if (!hasPorts(flow)) {
            return false;
        }
        HostPort sentTo = sentTo(flow);
        HostPort onEveryAddress = ForwardElement.onEveryAddress(sentTo);
        // An address of its own wins over every address, as in the table.
        HostPort deciding = now.containsKey(sentTo) ? sentTo : onEveryAddress;
        Endpoint answering = new Endpoint(flow.reply().source(), flow.reply().sourcePort());
        if (answering.equals(now.get(deciding))) {
            return false;
        }
        return added.contains(deciding)
                || !answering.equals(sentTo.endpoint()) && (wasLedTo(answering, sentTo) || wasLedTo(answering, onEveryAddress));
    }

    private boolean wasLedTo(Endpoint target, HostPort from) {
        return removed.getOrDefault(from, Set.of()).contains(target);
    }

    private static boolean hasPorts(Flow flow) {
        for (Protocol protocol : Protocol.values()) {
            if (flow.protocol() == protocol.number()) {
                return flow.original().destinationPort() != 0 && flow.reply().sourcePort() != 0;
            }
        }
        return false;
    }

    static HostPort sentTo(Flow flow) {
        FlowTuple original = flow.original();
        return new HostPort(Protocol.ofNumber(flow.protocol()), original.destination(), original.destinationPort());
    }

    /** Routes tell of addresses that no interface has; and a host address that is not on this node now may have been a moment ago. */
    private boolean wasSentToHostPort(Flow flow, Set<InetAddress> own, RouteNetlink routes) {
        HostPort sentTo = sentTo(flow);
        InetAddress address = sentTo.address();
        return own.contains(address) || address.isLoopbackAddress() || added.contains(sentTo) || removed.containsKey(sentTo)
                || routes.route(address).filter(route -> route.type() == RouteType.LOCAL).isPresent();
    }
}
