package io.hostport4j.cni.types;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An address of a result.
 *
 * @param interfaceIndex the position in the result's interfaces; 0 is the first, empty is none. It is taken as a plugin before
 *     wrote it, so it may be outside the list
 * @param address the address with host bits
 * @param gateway the default gateway of its network
 */
public record IpConfig(OptionalInt interfaceIndex, Cidr address, Optional<InetAddress> gateway) {

    /** Checks that nothing is null. */
    public IpConfig {
        Objects.requireNonNull(interfaceIndex, "interfaceIndex");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(gateway, "gateway");
    }
}
