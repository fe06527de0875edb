package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.table.Seen;
import java.util.Optional;

/**
 * The backend's note of a read: what a commit on it needs to know.
 *
 * @param generation of the rule set; a commit is refused when it moved
 * @param faultyBase the table's objects when they are not whole; empty when nothing is to be mended
 * @param gates what is in the chain of conditions, whoever's
 * @param assumed whether nobody asked the kernel: then it may refuse what it would not refuse otherwise
 * @param seen what was seen of the owner
 */
record Moment(int generation, Optional<BaseObjects> faultyBase, GateRules gates, boolean assumed, Seen seen) {
    /** The same after a transaction of nobody else's. */
    Moment next() {
        return new Moment(HostNetwork.generationAfter(generation), faultyBase, gates, assumed, seen);
    }
}
