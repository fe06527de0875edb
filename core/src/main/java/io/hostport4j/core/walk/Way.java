package io.hostport4j.core.walk;

import io.hostport4j.core.model.Endpoint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One way that a packet can go.
 *
 * @param translation the rule that gave it another destination
 */
public record Way(List<Step> steps, Optional<Translation> translation, Outcome outcome) {
    /** Copies. */
    public Way {
        steps = List.copyOf(steps);
        Objects.requireNonNull(translation, "translation");
        Objects.requireNonNull(outcome, "outcome");
    }

    /**
     * A new destination.
     *
     * @param by what a rule did
     */
    public record Translation(Endpoint to, Step by) {}

    /** Who decided where it goes: whoever translated it, or ended it; empty for a packet that everybody let through to the node. */
    public Optional<Party> winner() {
        if (outcome instanceof Outcome.Dropped dropped) {
            return dropped.by().party();
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return rejected.by().party();
        }
        return translation.flatMap(found -> found.by().party());
    }
}
