package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import java.util.List;
import java.util.Set;

/**
 * What a backend saw at one moment.
 *
 * @param forwards found, whoever owns them
 * @param faults what is wrong with the objects that forwards need to work: each a sentence that names the object, e.g. {@code chain
 *     prerouting of table inet hostport is missing}; empty when all is whole, or when there are no forwards to need it
 * @param moment the backend's own note of when this was; only the backend that made it reads it
 */
public record Snapshot(Set<Forward> forwards, List<String> faults, Object moment) {
    /** Copies the collections. */
    public Snapshot {
        forwards = Set.copyOf(forwards);
        faults = List.copyOf(faults);
    }
}
