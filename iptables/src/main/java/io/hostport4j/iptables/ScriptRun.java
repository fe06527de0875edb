package io.hostport4j.iptables;

import io.hostport4j.core.spi.BackendFailedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Runs the scripts of one change, and takes back what was done when one of them fails. */
final class ScriptRun {
    /**
     * Commands of a piece. In a user namespace nf_tables takes only what fits twice into net.core.wmem_max, by default some 450
     * rules at a time.
     */
    private static final int PIECE = 200;

    private final Xtables xtables;
    private final Deque<Done> done = new ArrayDeque<>();

    ScriptRun(Xtables xtables) {
        this.xtables = xtables;
    }

    /** @param undo takes back what was done in a table */
    private record Done(Place place, List<String> undo) {}

    /** @throws BackendFailedException when one of them fails; all tables are as before then */
    void run(Map<Place, RestoreScript> scripts) {
        try {
            scripts.forEach(this::run);
        } catch (BackendFailedException e) {
            done.forEach(one -> undo(one, e));
            throw e;
        }
    }

    private void run(Place place, RestoreScript script) {
        List<String> commands = script.commands();
        // What is too long is the table nat; the other one is committed then. It is not taken back: it harms nobody.
        if (xtables.restore(place, script.guard(), commands)) {
            done.push(new Done(place, script.undo(0, commands.size())));
            return;
        }
        for (int from = 0; from < commands.size(); from += PIECE) {
            int to = Math.min(from + PIECE, commands.size());
            restorePiece(place, commands.subList(from, to));
            done.push(new Done(place, script.undo(from, to)));
        }
    }

    private void undo(Done one, BackendFailedException failure) {
        try {
            for (int from = 0; from < one.undo().size(); from += PIECE) {
                restorePiece(one.place(), one.undo().subList(from, Math.min(from + PIECE, one.undo().size())));
            }
        } catch (BackendFailedException e) {
            failure.addSuppressed(e);
        }
    }

    private void restorePiece(Place place, List<String> commands) {
        if (!xtables.restore(place, List.of(), commands)) {
            throw new BackendFailedException(place + ": " + commands.size() + " rules are more than the kernel takes at once;"
                    + " raise net.core.wmem_max");
        }
    }
}
