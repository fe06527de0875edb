package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.Set;

/**
 * What one owner's forwards shall be from now on, as the step from what they are.
 *
 * @param basis what was seen when this was decided
 * @param owner whose forwards change
 * @param removals forwards of the basis that shall go
 * @param additions forwards that shall come, to containers that the scope of the basis has the links of; together with the removals possibly none, when only faults are to be mended
 */
public record Change(Snapshot basis, Owner owner, Set<Forward> removals, Set<Forward> additions) {
    /** Copies the collections. */
    public Change {
        removals = Set.copyOf(removals);
        additions = Set.copyOf(additions);
    }
}
