package io.hostport4j.cni.types;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An interface of a result, in a container or on the host.
 *
 * @param name its name
 * @param mac its hardware address
 * @param mtu its MTU in bytes; since 1.1.0
 * @param sandbox the path of the network namespace it is in; empty on the host
 * @param socketPath the path of the socket that stands for the interface; since 1.1.0
 * @param pciId the PCI device it belongs to; since 1.1.0
 */
public record NetworkInterface(
        String name,
        Optional<String> mac,
        OptionalInt mtu,
        Optional<String> sandbox,
        Optional<String> socketPath,
        Optional<String> pciId) {

    /** Checks that nothing is null. */
    public NetworkInterface {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(mtu, "mtu");
        Objects.requireNonNull(sandbox, "sandbox");
        Objects.requireNonNull(socketPath, "socketPath");
        Objects.requireNonNull(pciId, "pciId");
    }

    /** An interface on the host of which the name is known. */
    public static NetworkInterface onHost(String name) {
        return new NetworkInterface(
                name, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An interface in a container of which the name is known. */
    public static NetworkInterface inSandbox(String name, String sandbox) {
        return new NetworkInterface(
                name, Optional.empty(), OptionalInt.empty(), Optional.of(sandbox), Optional.empty(), Optional.empty());
    }
}
