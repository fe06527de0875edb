package io.hostport4j.core.table;

import io.hostport4j.core.model.Owner;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of an owner besides its forwards: what a change of them needs to know.
 *
 * @param bucket the owner's part of the index
 * @param links index of the interface towards each container of the owner, 0 for none
 * @param asked elements for masquerading that were looked for
 * @param masquerade those of them that are there, and whose mark each carries
 * @param gates those of the owner that are there
 * @param strangers elements in the way of what is wanted, that are nobody's
 */
public record Seen(OwnerBucket bucket, Map<InetAddress, Integer> links, Set<MasqueradeElement> asked,
        Map<MasqueradeElement, Owner> masquerade, Set<Gate> gates, List<TableElement> strangers) {
    /** The owner. */
    public Owner owner() {
        return bucket.owner();
    }
}
