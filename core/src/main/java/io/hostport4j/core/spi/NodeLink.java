package io.hostport4j.core.spi;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * An interface of the node.
 *
 * @param index 1 upwards
 * @param name up to 15 bytes, e.g. {@code veth1a2b}
 * @param bridge whether it is a bridge
 * @param master index of the interface that it is a port of
 * @param hairpin whether it is a port of a bridge that sends packets back out of the port they came in by
 * @param peer index of its other end, in another network namespace; empty for what is no veth
 */
public record NodeLink(int index, String name, boolean bridge, OptionalInt master, boolean hairpin, OptionalInt peer) {
    /** Checks that nothing is null. */
    public NodeLink {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(master, "master");
        Objects.requireNonNull(peer, "peer");
    }
}
