package io.hostport4j.core.walk;

import java.util.List;

/**
 * A rule.
 *
 * @param text as its tool writes it
 * @param handle nft's number of it in its table; empty for a rule of iptables
 * @param parts without those that only count or log
 */
record Rule(String text, String handle, List<Part> parts) {
    Rule {
        parts = List.copyOf(parts);
    }

    /** Whether it does anything to packets. */
    boolean acts() {
        return parts.stream().anyMatch(Effect.class::isInstance);
    }
}
