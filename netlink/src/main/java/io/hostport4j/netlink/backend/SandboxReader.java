package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.netlink.diag.ListeningSocket;
import io.hostport4j.netlink.diag.SocketDiagnostics;
import io.hostport4j.netlink.route.AddressScope;
import io.hostport4j.netlink.route.Link;
import io.hostport4j.netlink.route.LinkAddress;
import io.hostport4j.netlink.route.RouteNetlink;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Looks into containers' network namespaces, each on a thread of its own that ends there. It needs CAP_SYS_ADMIN in the user namespace
 * that owns the container's ({@code setns(2)}).
 */
record SandboxReader(Syscalls syscalls) {
    /** For documentation (RFC 5737, RFC 3849): where nobody has a special route to, so they tell of the way to the outside. */
    private static final Map<Family, InetAddress> OUTSIDE = Map.of(
            Family.IPV4, address(203, 0, 113, 1), Family.IPV6, address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));

    /** The interfaces of virtual machines and of forwarders in user space: who has one may listen where the kernel sees no socket. */
    private static final Set<String> HANDS_ON = Set.of("tun", "macvtap", "ipvtap");

    Optional<Sandbox> read(Path namespace) {
        FutureTask<Optional<Sandbox>> task = new FutureTask<>(() ->
                syscalls.enterNetworkNamespace(namespace.toString()) < 0 ? Optional.empty() : here());
        Thread thread = new Thread(task, "look into " + namespace);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendFailedException("interrupted while looking into \"" + namespace + "\"", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NetlinkException) {
                return Optional.empty();
            }
            throw new BackendFailedException("unable to look into \"" + namespace + "\": " + e.getCause().getMessage(), e);
        }
    }

    private Optional<Sandbox> here() {
        try (SocketDiagnostics diagnostics = SocketDiagnostics.open(syscalls); RouteNetlink routes = RouteNetlink.open(syscalls)) {
            boolean handsOn = routes.links().stream().anyMatch(link -> link.kind().filter(HANDS_ON::contains).isPresent());
            return handsOn ? Optional.empty() : Optional.of(new Sandbox(listeners(diagnostics), exits(routes)));
        }
    }

    private static List<HostListener> listeners(SocketDiagnostics diagnostics) {
        List<HostListener> listeners = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            for (ListeningSocket socket : diagnostics.listening(NodeListeners.transport(protocol))) {
                // Unconnected UDP sockets of clients are bound to a port only by their first packet.
                if (socket.port() != 0) {
                    listeners.add(new HostListener(new HostPort(protocol, socket.address(), socket.port()), NodeListeners.takesBoth(socket),
                            Optional.empty()));
                }
            }
        }
        return listeners;
    }

    private static Map<InetAddress, Sandbox.Exit> exits(RouteNetlink routes) {
        Map<InetAddress, Sandbox.Exit> exits = new HashMap<>();
        for (LinkAddress address : routes.addresses()) {
            if (address.scope() == AddressScope.UNIVERSE) {
                routes.route(OUTSIDE.get(Family.of(address.address())), address.address())
                        .flatMap(route -> routes.link(route.outputInterface()))
                        .flatMap(SandboxReader::exit)
                        .ifPresent(exit -> exits.put(address.address(), exit));
            }
        }
        return exits;
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }

    private static Optional<Sandbox.Exit> exit(Link link) {
        return link.lower().isPresent() ? Optional.of(new Sandbox.Exit(link.index(), link.name(), link.lower().getAsInt())) : Optional.empty();
    }
}
