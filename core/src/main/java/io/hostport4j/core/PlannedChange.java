package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an {@link HostPorts#add} would change now.
 *
 * @param owner whose host ports
 * @param removals what it has, wherever it is kept, and would have no more
 * @param additions what it would get
 * @param evictions others' host ports that would go, each with the reason, for people to read
 * @param repairs what is wrong with the objects that all host ports need, and would be made whole
 */
public record PlannedChange(Owner owner, List<Forward> removals, List<Forward> additions, Map<Forward, String> evictions,
        List<String> repairs) {
    /** Copies the collections. */
    public PlannedChange {
        Objects.requireNonNull(owner, "owner");
        removals = List.copyOf(removals);
        additions = List.copyOf(additions);
        evictions = Collections.unmodifiableMap(new LinkedHashMap<>(evictions));
        repairs = List.copyOf(repairs);
    }

    /** Whether everything is already as it should be. */
    public boolean isEmpty() {
        return removals.isEmpty() && additions.isEmpty() && evictions.isEmpty() && repairs.isEmpty();
    }
}
