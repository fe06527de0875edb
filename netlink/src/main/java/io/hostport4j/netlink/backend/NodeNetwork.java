package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.LocalPorts;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.RouteLocalnetState;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.core.spi.StrayFlow;
import io.hostport4j.netlink.conntrack.Conntrack;
import io.hostport4j.netlink.diag.SocketDiagnostics;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.route.Link;
import io.hostport4j.netlink.route.Route;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.route.RouteType;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The node's network as rtnetlink, procfs and the connection tracker show it; all are open from the beginning, for they belong to a namespace. */
final class NodeNetwork implements HostNetwork {
    private final RouteNetlink routes;
    private final Conntrack conntrack;
    private final Nftables nftables;
    private final SocketDiagnostics diagnostics;
    private final RouteLocalnet routeLocalnet;
    private final LocalPortSettings localPorts;
    private final SandboxReader sandboxes;
    private final OpenSwitches switches = new OpenSwitches();

    NodeNetwork(RouteNetlink routes, Conntrack conntrack, Nftables nftables, SocketDiagnostics diagnostics, RouteLocalnet routeLocalnet,
            LocalPortSettings localPorts, SandboxReader sandboxes) {
        this.routes = routes;
        this.conntrack = conntrack;
        this.nftables = nftables;
        this.diagnostics = diagnostics;
        this.routeLocalnet = routeLocalnet;
        this.localPorts = localPorts;
        this.sandboxes = sandboxes;
    }

    @Override
    public OptionalInt linkTowards(InetAddress address) {
        Optional<Route> route = guarded(() -> routes.route(address));
        return route.isPresent() ? OptionalInt.of(route.get().outputInterface()) : OptionalInt.empty();
    }

    @Override
    public Presence presence(InetAddress address) {
        return guarded(() -> new Neighbourhood(routes).presence(address));
    }

    @Override
    public List<HostListener> listeners(Protocol protocol, Set<Integer> ports) {
        return guarded(() -> new NodeListeners(diagnostics, new SocketOwners(Path.of("/proc"))).on(protocol, ports));
    }

    @Override
    public LocalPorts localPorts() {
        return localPorts.read();
    }

    @Override
    public OptionalInt linkNamed(String name) {
        Optional<Link> link = guarded(() -> routes.link(name));
        return link.isPresent() ? OptionalInt.of(link.get().index()) : OptionalInt.empty();
    }

    @Override
    public Optional<String> linkName(int link) {
        Optional<Link> found = guarded(() -> routes.link(link));
        return found.isPresent() ? Optional.of(found.get().name()) : Optional.empty();
    }

    @Override
    public boolean forwardsPackets(Family family) {
        return new ForwardingSettings(Path.of("/proc/sys/net")).areOn(family);
    }

    @Override
    public OptionalInt generation() {
        return OptionalInt.of(guarded(nftables::generation));
    }

    @Override
    public RuleEvents ruleEvents(Set<String> tables) {
        return guarded(() -> KernelRuleEvents.open(Syscalls.ofThisJvm(), tables));
    }

    @Override
    public int countRules(Family family, String table, String chain) {
        var nftFamily = family == Family.IPV4 ? io.hostport4j.netlink.nftables.Family.IP : io.hostport4j.netlink.nftables.Family.IP6;
        return guarded(() -> {
            NftQuery query = nftables.query();
            int rules = query.rules(new Table(nftFamily, table, Optional.empty()), chain);
            return query.sendUnconfirmed().ruleCount(rules);
        });
    }

    @Override
    public Optional<RouteLocalnetState> routeLocalnet(int link) {
        // An interface's own file does not tell of "all".
        if (isOn(switches.state(link))) {
            return switches.state(link);
        }
        Optional<String> name = linkName(link);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        switches.keep(link, routeLocalnet, name.get());
        return routeLocalnet.state(name.get());
    }

    @Override
    public Set<Integer> markedLinks() {
        Set<Integer> links = new HashSet<>();
        for (String name : routeLocalnet.marked()) {
            OptionalInt link = linkNamed(name);
            if (link.isPresent()) {
                links.add(link.getAsInt());
            }
        }
        return links;
    }

    @Override
    public boolean enableRouteLocalnet(int link) {
        // An interface that vanished meanwhile takes its container's loopback clients with it.
        Optional<String> name = isOn(switches.state(link)) ? Optional.empty() : linkName(link);
        if (name.isEmpty()) {
            return false;
        }
        boolean enabled = routeLocalnet.enable(name.get());
        switches.keep(link, routeLocalnet, name.get());
        return enabled;
    }

    @Override
    public boolean disableRouteLocalnet(int link) {
        Optional<String> name = linkName(link);
        return name.isPresent() && routeLocalnet.disable(name.get());
    }

    @Override
    public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
        return guarded(() -> new StrayFlows(removed, added, standing).end(conntrack, routes));
    }

    @Override
    public Optional<String> setting(List<String> path) {
        return new NetworkSettings(Path.of("/proc/sys/net")).read(path);
    }

    @Override
    public boolean isOwn(InetAddress address) {
        return address.isLoopbackAddress() || guarded(() -> routes.route(address)).filter(NodeNetwork::endsHere).isPresent();
    }

    @Override
    public List<NodeLink> nodeLinks() {
        return guarded(routes::links).stream().map(link -> new NodeLink(link.index(), link.name(), link.kind().equals(Optional.of("bridge")),
                link.master(), link.hairpin(), link.kind().equals(Optional.of("veth")) ? link.lower() : OptionalInt.empty())).toList();
    }

    @Override
    public List<StrayFlow> strayFlows(Collection<Forward> forwards) {
        return guarded(() -> new StrayFlows(List.of(), forwards, List.of()).find(conntrack, routes)).stream().map(flow -> new StrayFlow(
                new Endpoint(flow.original().source(), flow.original().sourcePort()), StrayFlows.sentTo(flow),
                new Endpoint(flow.reply().source(), flow.reply().sourcePort()))).toList();
    }

    @Override
    public Optional<Sandbox> sandbox(Path namespace) {
        return sandboxes.read(namespace);
    }

    @Override
    public void close() {
        switches.close();
        nftables.close();
        diagnostics.close();
        localPorts.close();
        routeLocalnet.close();
        conntrack.close();
        routes.close();
    }

    private static boolean isOn(Optional<RouteLocalnetState> state) {
        return state.isPresent() && state.get() != RouteLocalnetState.OFF;
    }

    /** IPv6 has no other way to say it of an address that several nodes share. */
    private static boolean endsHere(Route route) {
        return route.type() == RouteType.LOCAL || route.type() == RouteType.ANYCAST;
    }

    private static <T> T guarded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (NetlinkException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }
}
