package io.hostport4j.testkit.conformance;

import java.util.Objects;

/**
 * Something that goes wrong on a node that has forwards, e.g. because somebody deletes a chain by hand.
 *
 * @param name what is wrong then, for reports
 * @param happening makes it happen
 */
public record Damage(String name, Runnable happening) {
    /** Checks that nothing is null. */
    public Damage {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(happening, "happening");
    }
}
