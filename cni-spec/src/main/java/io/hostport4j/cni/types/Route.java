package io.hostport4j.cni.types;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route of a result.
 *
 * @param destination where it leads
 * @param gateway the next hop; empty means the gateway of the address
 * @param mtu the path MTU in bytes
 * @param advmss the segment size advertised to destinations, in bytes
 * @param priority the metric; lower is preferred
 * @param table the routing table
 * @param scope the kernel's scope of the destination: 0 global, 253 link, 254 host
 */
public record Route(
        Cidr destination,
        Optional<InetAddress> gateway,
        OptionalInt mtu,
        OptionalInt advmss,
        OptionalInt priority,
        OptionalInt table,
        OptionalInt scope) {

    /** Checks that nothing is null. */
    public Route {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(mtu, "mtu");
        Objects.requireNonNull(advmss, "advmss");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(scope, "scope");
    }

    /** A route of a destination and a gateway, without attributes. */
    public static Route via(Cidr destination, Optional<InetAddress> gateway) {
        return new Route(
                destination,
                gateway,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }
}
