package io.hostport4j.core.model;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Where a forward leads.
 *
 * @param address the container's
 * @param port 1 to 65535
 */
public record Endpoint(InetAddress address, int port) {
    /** @throws InvalidRequestException when the port is outside 1 to 65535 */
    public Endpoint {
        Objects.requireNonNull(address, "address");
        Ports.check("containerPort", port);
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
        return (Family.of(address) == Family.IPV6 ? "[" + IpText.of(address) + "]" : IpText.of(address)) + ":" + port;
    }
}
