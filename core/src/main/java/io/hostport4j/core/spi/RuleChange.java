package io.hostport4j.core.spi;

import java.util.Objects;
import java.util.Set;

/**
 * What somebody did to the node's rules.
 *
 * @param reach how far it concerns the tables that are watched
 * @param released owners, as {@link io.hostport4j.core.model.Owner#text()}, of forwards that were taken away one by one, as DEL does;
 *     those that went with their table are not among them
 */
public record RuleChange(Reach reach, Set<String> released) {
    /** How far a change concerns the tables that are watched. */
    public enum Reach {
        /** Nothing was heard: the time was up, or somebody woke the watcher. */
        NONE,
        /** Only other tables were changed. */
        ELSEWHERE,
        /** Elements of watched tables were added or taken out, and nothing else: so do ADD and DEL. */
        FORWARDS,
        /** Something else of a watched table was changed: itself, chains, rules, sets. */
        TABLES,
        /** Notices were lost: anything may have changed. */
        UNKNOWN
    }

    /** Nothing was heard. */
    public static final RuleChange NONE = new RuleChange(Reach.NONE, Set.of());

    /** Copies the set. */
    public RuleChange {
        Objects.requireNonNull(reach, "reach");
        released = Set.copyOf(released);
    }
}
