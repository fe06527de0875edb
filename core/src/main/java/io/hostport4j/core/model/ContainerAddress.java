package io.hostport4j.core.model;

import java.net.InetAddress;

/**
 * An address of the container.
 *
 * @param address the container's own
 * @param prefixLength of its subnet: 0 to 32, or 0 to 128 for IPv6
 */
public record ContainerAddress(InetAddress address, int prefixLength) {
    /** @throws InvalidRequestException when the prefix length does not fit the family, or the address cannot be a container's */
    public ContainerAddress {
        int longest = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > longest) {
            throw new InvalidRequestException("prefix length", Integer.toString(prefixLength), "give 0 to " + longest);
        }
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isMulticastAddress()) {
            throw new InvalidRequestException("container address", IpText.of(address), "nothing can be forwarded there");
        }
    }

    /** An address without a subnet. */
    public static ContainerAddress of(InetAddress address) {
        return new ContainerAddress(address, address.getAddress().length * Byte.SIZE);
    }

    /** The address's family. */
    public Family family() {
        return Family.of(address);
    }
}
