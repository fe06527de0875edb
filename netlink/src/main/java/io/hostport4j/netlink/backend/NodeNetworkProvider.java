package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.netlink.conntrack.Conntrack;
import io.hostport4j.netlink.diag.SocketDiagnostics;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Offers the network of the node this JVM runs on. */
public final class NodeNetworkProvider implements HostNetworkProvider {
    /** For {@link java.util.ServiceLoader}. */
    public NodeNetworkProvider() {}

    @Override
    public HostNetwork open() {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return open(Syscalls.ofThisJvm(), opened);
        } catch (NetlinkException e) {
            closeAll(opened, e);
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static NodeNetwork open(Syscalls syscalls, Deque<AutoCloseable> opened) {
        RouteLocalnet routeLocalnet = noted(RouteLocalnet.open(Path.of("/proc/sys/net/ipv4/conf")), opened);
        LocalPortSettings localPorts = noted(LocalPortSettings.open(Path.of("/proc/sys/net/ipv4")), opened);
        RouteNetlink routes = noted(RouteNetlink.open(syscalls), opened);
        Conntrack conntrack = noted(Conntrack.open(syscalls), opened);
        SocketDiagnostics diagnostics = noted(SocketDiagnostics.open(syscalls), opened);
        return new NodeNetwork(routes, conntrack, Nftables.open(syscalls), diagnostics, routeLocalnet, localPorts,
                new SandboxReader(syscalls));
    }

    private static <T extends AutoCloseable> T noted(T resource, Deque<AutoCloseable> opened) {
        opened.push(resource);
        return resource;
    }

    private static void closeAll(Deque<AutoCloseable> opened, RuntimeException failure) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
