package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a backend saw at one moment.
 *
 * @param forwards found, whoever owns them
 * @param faults what is wrong with the objects that forwards need to work: each a sentence that names the object, e.g. {@code chain
 *     prerouting of table inet hostport is missing}; empty when all is whole, or when there are no forwards to need it
 * @param undisturbed whether the backend knows that nobody but itself changed any rule of the node since its last snapshot; others'
 *     rules need not be looked at again then
 * @param moment the backend's own note of when this was; only the backend that made it reads it
 */
public record Snapshot(Set<Forward> forwards, List<String> faults, boolean undisturbed, Object moment) {
    /** Copies the collections; their order stays. */
    public Snapshot {
        forwards = Collections.unmodifiableSet(new LinkedHashSet<>(forwards));
        faults = List.copyOf(faults);
    }

    /** A snapshot of a backend that does not know what others did. */
    public Snapshot(Set<Forward> forwards, List<String> faults, Object moment) {
        this(forwards, faults, false, moment);
    }
}
