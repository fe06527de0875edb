package io.hostport4j.core.walk;

import java.util.ArrayList;
import java.util.List;

/** What rules that may match do: first none of them matches, and then, walk by walk, every combination is tried. */
final class Decisions {
    private final List<Boolean> taken = new ArrayList<>();
    private int at;

    /** Whether the next rule that may match does. */
    boolean next() {
        if (at == taken.size()) {
            taken.add(false);
        }
        return taken.get(at++);
    }

    /** Prepares the next walk; false when all have been. */
    boolean advance() {
        at = 0;
        while (!taken.isEmpty() && taken.get(taken.size() - 1)) {
            taken.remove(taken.size() - 1);
        }
        if (taken.isEmpty()) {
            return false;
        }
        taken.set(taken.size() - 1, true);
        return true;
    }
}
