package io.hostport4j.testkit.traffic;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a server listens.
 *
 * @param protocol the protocol
 * @param address one address of the server; never the wildcard for UDP, because the answer to a datagram that came to a wildcard
 *     socket leaves with the address that the routing table prefers, not with the one that was asked
 * @param port 1 to 65535
 */
public record Endpoint(Protocol protocol, InetAddress address, int port) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the port is out of range, or the address is the wildcard and the protocol UDP
     */
    public Endpoint {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port \"" + port + "\" is out of range; give 1 to 65535");
        }
        if (protocol == Protocol.UDP && address.isAnyLocalAddress()) {
            throw new IllegalArgumentException("address \"" + address.getHostAddress() + "\" is the wildcard; give UDP one endpoint an address");
        }
    }

    /**
     * One endpoint for each protocol and address.
     *
     * @param port the port of all
     * @param addresses the addresses
     * @return twice as many endpoints as addresses
     */
    public static List<Endpoint> tcpAndUdp(int port, InetAddress... addresses) {
        return Arrays.stream(addresses)
                .flatMap(address -> Stream.of(Protocol.values()).map(protocol -> new Endpoint(protocol, address, port)))
                .toList();
    }
}
