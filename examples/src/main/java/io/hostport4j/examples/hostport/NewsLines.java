package io.hostport4j.examples.hostport;

import io.hostport4j.core.reconcile.AttachmentState;
import io.hostport4j.core.reconcile.Reconciliation;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What one watch did, each state once; a failure that lasts is told once. */
final class NewsLines {
    private final Consumer<AttachmentState> out;
    private Set<String> lasting = Set.of();

    NewsLines(Consumer<AttachmentState> out) {
        this.out = out;
    }

    void tell(Reconciliation reconciliation) {
        Set<String> failures = new HashSet<>();
        for (AttachmentState state : reconciliation.notWhole()) {
            String line = StateLines.line(state);
            if (state instanceof AttachmentState.Failed) {
                failures.add(line);
            }
            if (!lasting.contains(line)) {
                out.accept(state);
            }
        }
        lasting = failures;
    }
}
