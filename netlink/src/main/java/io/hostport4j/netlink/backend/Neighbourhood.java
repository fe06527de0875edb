package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.Presence;
import io.hostport4j.netlink.route.AddressScope;
import io.hostport4j.netlink.route.Link;
import io.hostport4j.netlink.route.LinkAddress;
import io.hostport4j.netlink.route.Route;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.route.RouteType;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is behind the node's interfaces, as far as its tables prove it.
 *
 * <p>Neither the neighbour table nor a bridge's forwarding table proves anything: a container that is silent drops out of both. But a
 * veth says which namespace its other end is in, and the kernel tells the addresses there.
 */
record Neighbourhood(RouteNetlink routes) {
    private static final int DEFAULT_ROUTE = 0;

    Presence presence(InetAddress address) {
        Optional<Route> found = routes.route(address);
        if (found.isEmpty()) {
            return Presence.GONE;
        }
        Route route = found.get();
        if (route.type() != RouteType.UNICAST) {
            return Presence.POSSIBLE;
        }
        if (route.gateway().isPresent()) {
            OptionalInt prefix = routes.matchedPrefix(address);
            return prefix.isPresent() && prefix.getAsInt() == DEFAULT_ROUTE ? Presence.OUTSIDE : Presence.POSSIBLE;
        }
        return routes.link(route.outputInterface()).map(link -> behind(link, address)).orElse(Presence.POSSIBLE);
    }

    private Presence behind(Link link, InetAddress address) {
        for (Link end : ends(link)) {
            if (!belongsToAnother(end, address)) {
                return Presence.POSSIBLE;
            }
        }
        return Presence.GONE;
    }

    /** The interfaces that packets to it leave by. */
    private List<Link> ends(Link link) {
        if (!link.kind().equals(Optional.of("bridge"))) {
            return List.of(link);
        }
        return routes.links().stream().filter(port -> port.master().equals(OptionalInt.of(link.index()))).toList();
    }

    /**
     * Whether what is at the other end of a veth has an address, and not this one. A namespace that has none may hand it on, e.g. to a
     * virtual machine.
     */
    private boolean belongsToAnother(Link end, InetAddress address) {
        if (!end.kind().equals(Optional.of("veth")) || end.lower().isEmpty() || end.lowerNetnsId().orElse(-1) < 0) {
            return false;
        }
        List<LinkAddress> addresses = routes.addressesOf(end.lowerNetnsId().getAsInt()).orElse(List.of());
        return addresses.stream().noneMatch(found -> found.address().equals(address))
                && addresses.stream().anyMatch(found -> found.link() == end.lower().getAsInt() && found.scope() == AddressScope.UNIVERSE);
    }
}
