package io.hostport4j.core;

import java.util.Objects;

/**
 * What becomes of others who have a wanted host port already.
 *
 * @param conflict towards other attachments
 */
public record PortPolicy(ConflictPolicy conflict) {
    /** Living holders keep their ports. */
    public static final PortPolicy DEFAULT = new PortPolicy(ConflictPolicy.FAIL);

    /** Checks that nothing is null. */
    public PortPolicy {
        Objects.requireNonNull(conflict, "conflict");
    }

    /** The same with another conduct towards other attachments. */
    public PortPolicy with(ConflictPolicy other) {
        return new PortPolicy(other);
    }
}
