package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/**
 * What one owner's forwards shall be from now on, as the step from what they are.
 *
 * @param basis what was seen when this was decided
 * @param owner whose forwards change
 * @param removals forwards of the basis that shall go
 * @param additions forwards that shall come; together with the removals possibly none, when only faults are to be mended
 * @param links how the node reaches the targets that the owner has afterwards; has each of their addresses
 */
public record Change(Snapshot basis, Owner owner, Set<Forward> removals, Set<Forward> additions, Map<InetAddress, Link> links) {
    /** Copies the collections. */
    public Change {
        removals = Set.copyOf(removals);
        additions = Set.copyOf(additions);
        links = Map.copyOf(links);
    }
}
