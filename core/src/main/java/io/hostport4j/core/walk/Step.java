package io.hostport4j.core.walk;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that happens to a packet on its way.
 *
 * @param where the hook, or "routing"
 * @param chain the chain with its table; empty where no chain does it
 * @param rule the rule as its tool writes it; empty where no rule does it
 * @param sure whether the rule matches; otherwise it may, and it is taken that it does
 * @param says what happens, in words
 * @param party whose rule it is
 * @param ref where the rule stands; empty where no chain does it
 */
public record Step(String where, String chain, String rule, boolean sure, String says, Optional<Party> party,
        Optional<RuleRef> ref) {
    /** Checks that nothing is null. */
    public Step {
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(chain, "chain");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(says, "says");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(ref, "ref");
    }

    static Step without(String where, String says) {
        return new Step(where, "", "", true, says, Optional.empty(), Optional.empty());
    }
}
