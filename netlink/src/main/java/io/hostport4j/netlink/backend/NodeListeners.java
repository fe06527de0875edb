package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.netlink.diag.ListeningSocket;
import io.hostport4j.netlink.diag.SocketDiagnostics;
import io.hostport4j.netlink.diag.TransportProtocol;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Listening sockets as sock_diag shows them, with their processes. */
record NodeListeners(SocketDiagnostics diagnostics, SocketOwners owners) {
    List<HostListener> on(Protocol protocol, Set<Integer> ports) {
        List<HostListener> listeners = new ArrayList<>();
        for (ListeningSocket socket : sockets(protocol, ports)) {
            if (ports.contains(socket.port())) {
                listeners.add(new HostListener(new HostPort(protocol, socket.address(), socket.port()), takesBoth(socket),
                        owners.of(socket.inode())));
            }
        }
        return listeners;
    }

    /** One question for any number of ports. */
    private List<ListeningSocket> sockets(Protocol protocol, Set<Integer> ports) {
        TransportProtocol transport = transport(protocol);
        return ports.size() == 1 ? diagnostics.listening(transport, ports.iterator().next()) : diagnostics.listening(transport);
    }

    static TransportProtocol transport(Protocol protocol) {
        return switch (protocol) {
            case TCP -> TransportProtocol.TCP;
            case UDP -> TransportProtocol.UDP;
            case SCTP -> TransportProtocol.SCTP;
        };
    }

    /** Whether it is at {@code ::} and takes IPv4 too. */
    static boolean takesBoth(ListeningSocket socket) {
        return socket.address() instanceof Inet6Address && socket.address().isAnyLocalAddress() && !socket.v6Only();
    }
}
