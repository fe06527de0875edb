package io.hostport4j.core.model;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * What a caller asks for: ports of the node that lead to ports of a container, one to one and in order.
 *
 * @param hostPorts ports of the node
 * @param containerPort where the first of them leads, 1 to 65535; the others follow it
 * @param protocol the transport protocol
 * @param hostAddress the node's address that listens; empty is every address of both families, {@code 0.0.0.0} every IPv4 and
 *     {@code ::} every IPv6 address
 */
public record PortMapping(PortRange hostPorts, int containerPort, Protocol protocol, Optional<InetAddress> hostAddress) {
    /** @throws InvalidRequestException when a port is outside 1 to 65535, or the address cannot be a node's listening address */
    public PortMapping {
        Objects.requireNonNull(protocol, "protocol");
        Ports.check("containerPort", containerPort);
        if (containerPort + hostPorts.size() - 1 > Ports.MAX) {
            throw new InvalidRequestException("containerPort", Integer.toString(containerPort),
                    "the " + hostPorts.size() + " host ports would lead past container port " + Ports.MAX);
        }
        hostAddress.ifPresent(PortMapping::checkHostAddress);
    }

    /** One TCP port on every address of the node. */
    public static PortMapping tcp(int hostPort, int containerPort) {
        return new PortMapping(PortRange.of(hostPort), containerPort, Protocol.TCP, Optional.empty());
    }

    /** One UDP port on every address of the node. */
    public static PortMapping udp(int hostPort, int containerPort) {
        return new PortMapping(PortRange.of(hostPort), containerPort, Protocol.UDP, Optional.empty());
    }

    /** The same mapping on one address of the node only. */
    public PortMapping on(InetAddress address) {
        return new PortMapping(hostPorts, containerPort, protocol, Optional.of(address));
    }

    private static void checkHostAddress(InetAddress address) {
        if (address.isMulticastAddress()) {
            throw new InvalidRequestException("hostIP", IpText.of(address), "a multicast address is never the node's own");
        }
    }
}
