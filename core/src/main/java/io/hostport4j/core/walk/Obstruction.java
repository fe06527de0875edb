package io.hostport4j.core.walk;

import io.hostport4j.core.model.Forward;
import java.util.Objects;
import java.util.Optional;

/**
 * Rules of others that keep clients from a host port, for certain.
 *
 * @param forward whose packets they take; empty where it is all
 * @param evidence what is there
 * @param remedy a line for a shell that mends it; where no command can, a comment ({@code #}) that says what to do
 */
public record Obstruction(Kind kind, Optional<Forward> forward, String evidence, String remedy) {
    /** Checks that nothing is null. */
    public Obstruction {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** What rules of others do. */
    public enum Kind {
        /** They lead packets elsewhere before the host port's rule is asked, or keep it from being asked. */
        SHADOWED,
        /** They drop or reject packets, or the answers to them. */
        DROPPED,
        /** A NodePort of a Service takes them. */
        NODE_PORT,
        /** They are partly in legacy iptables and partly in nf_tables, where neither tool shows all of them. */
        MIXED
    }
}
