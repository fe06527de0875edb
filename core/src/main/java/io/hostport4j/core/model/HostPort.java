package io.hostport4j.core.model;

import java.net.InetAddress;
import java.util.Objects;

/**
 * The node's side of a forward: what must be unique on a node.
 *
 * @param protocol the transport protocol
 * @param address the node's address that listens; {@code 0.0.0.0} or {@code ::} is every address of that family
 * @param port 1 to 65535
 */
public record HostPort(Protocol protocol, InetAddress address, int port) {
    /** @throws InvalidRequestException when the port is outside 1 to 65535 */
    public HostPort {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(address, "address");
        Ports.check("hostPort", port);
    }

    /** The family of the address. */
    public Family family() {
        return Family.of(address);
    }

    /** Whether it listens on every address of its family. */
    public boolean everyAddress() {
        return address.isAnyLocalAddress();
    }

    /**
     * Whether both claim one packet: same family, protocol and port, and the same address or one of them every address. So
     * Kubernetes' scheduler sees it, which however does not know {@code ::}.
     */
    public boolean overlaps(HostPort other) {
        return port == other.port && protocol == other.protocol && family() == other.family()
                && (everyAddress() || other.everyAddress() || address.equals(other.address));
    }

    /** The address and the port without the protocol. */
    public Endpoint endpoint() {
        return new Endpoint(address, port);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof HostPort that && port == that.port && protocol == that.protocol && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return (address.hashCode() * 31 + port) * 31 + protocol.number();
    }

    @Override
    public String toString() {
        return endpoint() + "/" + protocol.text();
    }
}
