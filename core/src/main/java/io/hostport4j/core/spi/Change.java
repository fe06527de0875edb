package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one owner's forwards shall be from now on, as the step from what they are.
 *
 * @param basis what was seen when this was decided
 * @param owner whose forwards change
 * @param removals forwards of the basis that shall go
 * @param additions forwards that shall come, in the caller's order, to containers that the scope of the basis has the links of; together
 *     with the removals possibly none, when only faults are to be mended
 */
public record Change(Snapshot basis, Owner owner, Set<Forward> removals, Set<Forward> additions) {
    /** Copies the collections; their order stays. */
    public Change {
        removals = Collections.unmodifiableSet(new LinkedHashSet<>(removals));
        additions = Collections.unmodifiableSet(new LinkedHashSet<>(additions));
    }

    /** What the owner has when this is done: what stays of the basis, then the additions. */
    public Set<Forward> outcome() {
        Set<Forward> outcome = new LinkedHashSet<>();
        for (Forward forward : basis.forwards()) {
            if (forward.owner().equals(owner) && !removals.contains(forward)) {
                outcome.add(forward);
            }
        }
        outcome.addAll(additions);
        return outcome;
    }
}
