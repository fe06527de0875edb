package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Protocol;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Connects from the node to containers, and to host ports on the node's own addresses, and sends nothing. Only TCP: no other protocol
 * answers without the container's program.
 *
 * @param patience for each connection
 */
record Prober(Duration patience) {
    List<Attempt> attempts(List<Forward> forwards) {
        List<Attempt> attempts = new ArrayList<>();
        for (Forward forward : forwards) {
            // A client on the node may not be among those that the conditions are for.
            if (forward.hostPort().protocol() == Protocol.TCP && forward.conditions().isEmpty()) {
                attempts.add(attempt(forward, forward.target()));
                addresses(forward).forEach(address -> attempts.add(attempt(forward, new Endpoint(address, forward.hostPort().port()))));
            }
        }
        return attempts;
    }

    private Attempt attempt(Forward forward, Endpoint to) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to.address(), to.port()), (int) patience.toMillis());
            return new Attempt(forward, to, Optional.empty());
        } catch (IOException e) {
            return new Attempt(forward, to, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Where the node's own clients find the port: its address, else one of the node's and, where it is served, 127.0.0.1. */
    private static Set<InetAddress> addresses(Forward forward) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        if (!forward.hostPort().everyAddress()) {
            addresses.add(forward.hostPort().address());
            return addresses;
        }
        nodes(forward.hostPort().family()).ifPresent(addresses::add);
        if (forward.servesLoopback()) {
            addresses.add(loopback());
        }
        return addresses;
    }

    /** One that others know too. */
    private static Optional<InetAddress> nodes(Family family) {
        Class<? extends InetAddress> type = switch (family) {
            case IPV4 -> Inet4Address.class;
            case IPV6 -> Inet6Address.class;
        };
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> type.isInstance(address) && !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(Prober::withoutInterface).findFirst();
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    /** The JDK notes the interface with an address of IPv6, and prints it. */
    private static InetAddress withoutInterface(InetAddress address) {
        return address(IpText.of(address));
    }

    private static InetAddress loopback() {
        return address("127.0.0.1");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        }
    }
}
