package io.hostport4j.core.model;

/**
 * How the node reaches a container's address.
 *
 * <p>What {@link Masquerade#WHEN_NEEDED} means depends on it: clients behind the same interface, or in the same subnet, answer past
 * the node.
 *
 * @param index of the node's interface towards the container, 1 or more; 0 when there is no route
 * @param prefixLength of the container's address, 0 to 32, or 0 to 128 for IPv6
 */
public record Link(int index, int prefixLength) {
    /** @throws IllegalArgumentException when the index is negative or the prefix length impossible */
    public Link {
        if (index < 0 || prefixLength < 0 || prefixLength > 128) {
            throw new IllegalArgumentException("link " + index + ", prefix length " + prefixLength);
        }
    }
}
