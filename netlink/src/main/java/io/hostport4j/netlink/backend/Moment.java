package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The backend's note of a read: what a commit on it needs to know.
 *
 * @param generation of the rule set; a commit is refused when it moved
 * @param faultyBase the table's objects when they are not whole; empty when nothing is to be mended
 * @param bucket the owner's part of the index
 * @param links index of the interface towards each container of the owner, 0 for none
 * @param assumed whether nobody asked the kernel: then it may refuse what it would not refuse otherwise
 * @param asked elements for masquerading that were looked for
 * @param masquerade those of them that are there, and whose mark each carries
 */
record Moment(int generation, Optional<BaseObjects> faultyBase, OwnerBucket bucket, Map<InetAddress, Integer> links,
        boolean assumed, Set<MasqueradeElement> asked, Map<MasqueradeElement, Owner> masquerade) {}
