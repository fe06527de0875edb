package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
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
        Syscalls syscalls = Syscalls.ofThisJvm();
        try {
            return new NodeNetwork(syscalls, RouteNetlink.open(syscalls), new RouteLocalnet(Path.of("/proc/sys/net/ipv4/conf")));
        } catch (NetlinkException e) {
            throw new BackendFailedException("netlink: " + e.getMessage(), e);
        }
    }
}
