package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.netlink.conntrack.Conntrack;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.nio.file.Path;

/** Offers the network of the node this JVM runs on. */
public final class NodeNetworkProvider implements HostNetworkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public NodeNetworkProvider() {}

    @Override
    public HostNetwork open() {
        try {
            RouteLocalnet routeLocalnet = RouteLocalnet.open(Path.of("/proc/sys/net/ipv4/conf"));
            try {
                return open(Syscalls.ofThisJvm(), routeLocalnet);
            } catch (RuntimeException e) {
                routeLocalnet.close();
                throw e;
            }
        } catch (NetlinkException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }

    private static NodeNetwork open(Syscalls syscalls, RouteLocalnet routeLocalnet) {
        RouteNetlink routes = RouteNetlink.open(syscalls);
        try {
            return open(syscalls, routeLocalnet, routes);
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
    }

    private static NodeNetwork open(Syscalls syscalls, RouteLocalnet routeLocalnet, RouteNetlink routes) {
        Conntrack conntrack = Conntrack.open(syscalls);
        try {
            return new NodeNetwork(routes, conntrack, Nftables.open(syscalls), routeLocalnet);
        } catch (RuntimeException e) {
            conntrack.close();
            throw e;
        }
    }
}
