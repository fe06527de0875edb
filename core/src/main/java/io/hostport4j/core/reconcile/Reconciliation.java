package io.hostport4j.core.reconcile;

import java.util.List;

/**
 * What one comparison of what should be with what is came to.
 *
 * @param states one for each attachment that should have host ports, in the caller's order
 */
public record Reconciliation(List<AttachmentState> states) {
    /** Copies the list. */
    public Reconciliation {
        states = List.copyOf(states);
    }

    /** Those that were or are not as they should be. */
    public List<AttachmentState> notWhole() {
        return states.stream().filter(state -> !(state instanceof AttachmentState.Whole)).toList();
    }

    /** What was not as it should be, and is now. */
    public List<AttachmentState.Mended> mended() {
        return states.stream().filter(AttachmentState.Mended.class::isInstance).map(AttachmentState.Mended.class::cast).toList();
    }
}
