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
import io.hostport4j.netlink.wire.AddressFamily;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Flows that a change of forwards made wrong: the connection tracker goes on to send them where they went at their first packet.
 *
 * <p>Only those of UDP and SCTP, whose clients keep one port; a TCP client that gets no answer connects anew. A flow counts when it
 * was sent to a host port of the change, on an address of this node, and either leads to a removed target, or elsewhere than to
 * the one that was added.
 */
final class StrayFlows {
    private final Map<HostPort, Endpoint> added = new HashMap<>();
    private final Map<HostPort, Endpoint> removed = new HashMap<>();

    StrayFlows(Collection<Forward> removed, Collection<Forward> added) {
        collect(removed, this.removed);
        collect(added, this.added);
    }

    /** @return how many it ended */
    int end(Conntrack conntrack, RouteNetlink routes) {
        if (added.isEmpty() && removed.isEmpty()) {
            return 0;
        }
        List<Flow> candidates = conntrack.list(filter()).stream().filter(this::isStray).toList();
        if (candidates.isEmpty()) {
            return 0;
        }
        Set<InetAddress> own = new HashSet<>();
        for (LinkAddress address : routes.addresses()) {
            own.add(address.address());
        }
        int ended = 0;
        for (Flow flow : candidates) {
            InetAddress sentTo = flow.original().destination();
            if ((own.contains(sentTo) || sentTo.isLoopbackAddress() || namedByHostPort(flow)) && conntrack.delete(flow)) {
                ended++;
            }
        }
        return ended;
    }

    boolean isStray(Flow flow) {
        if (flow.protocol() != Protocol.UDP.number() && flow.protocol() != Protocol.SCTP.number()
                || flow.original().destinationPort() == 0 || flow.reply().sourcePort() == 0) {
            return false;
        }
        Endpoint answering = new Endpoint(flow.reply().source(), flow.reply().sourcePort());
        Endpoint wanted = target(flow, added);
        if (wanted != null) {
            return !wanted.equals(answering);
        }
        return answering.equals(target(flow, removed));
    }

    /** Where a flow's host port leads; an address of its own wins over every address, as in the table. */
    private static Endpoint target(Flow flow, Map<HostPort, Endpoint> forwards) {
        HostPort sentTo = sentTo(flow);
        Endpoint specific = forwards.get(sentTo);
        return specific != null ? specific : forwards.get(ForwardElement.onEveryAddress(sentTo));
    }

    private static HostPort sentTo(Flow flow) {
        FlowTuple original = flow.original();
        return new HostPort(Protocol.ofNumber(flow.protocol()), original.destination(), original.destinationPort());
    }

    /** A host address that is not on this node now may have been a moment ago. */
    private boolean namedByHostPort(Flow flow) {
        return added.containsKey(sentTo(flow)) || removed.containsKey(sentTo(flow));
    }

    /** What all host ports of the change have in common, for the kernel to choose by. */
    private FlowFilter filter() {
        Set<HostPort> hostPorts = new HashSet<>(added.keySet());
        hostPorts.addAll(removed.keySet());
        HostPort any = hostPorts.iterator().next();
        boolean oneProtocol = hostPorts.stream().allMatch(h -> h.protocol() == any.protocol() && h.family() == any.family());
        if (!oneProtocol) {
            return FlowFilter.any();
        }
        FlowFilter filter = FlowFilter.of(AddressFamily.of(any.address()), any.protocol().number());
        return hostPorts.stream().allMatch(h -> h.port() == any.port()) ? filter.withOriginalDestinationPort(any.port()) : filter;
    }

    private static void collect(Collection<Forward> forwards, Map<HostPort, Endpoint> into) {
        for (Forward forward : forwards) {
            if (forward.hostPort().protocol() != Protocol.TCP) {
                into.put(forward.hostPort(), forward.target());
            }
        }
    }
}
