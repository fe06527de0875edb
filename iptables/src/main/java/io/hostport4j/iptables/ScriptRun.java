package io.hostport4j.iptables;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.WaitEndedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs the scripts of one change, and takes back what was done when one of them fails. */
final class ScriptRun {
    /**
     * Commands of a piece. In a user namespace nf_tables takes only what fits twice into net.core.wmem_max, by default some 450
     * rules at a time.
     */
    private static final int PIECE = 200;

    private final Xtables xtables;
    private final Deque<Done> done = new ArrayDeque<>();
    /** What was begun, and has neither succeeded nor failed. */
    private Optional<Done> begun = Optional.empty();

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

    /**
     * Takes back what was done before a program was cut short, and what that one did.
     *
     * @param moved whether a table is not as it was before all this
     * @param failure gets beside it what cannot be taken back
     */
    void takeBack(Predicate<Place> moved, RuntimeException failure) {
        done.forEach(one -> undo(one, failure));
        begun.filter(one -> moved.test(one.place())).ifPresent(one -> undo(one, failure));
    }

    private void run(Place place, RestoreScript script) {
        List<String> commands = script.commands();
        // What is too long is the table nat; the other one is committed then. It is not taken back: it harms nobody.
        if (restore(place, script.guard(), commands, script.undo(0, commands.size()))) {
            return;
        }
        for (int from = 0; from < commands.size(); from += PIECE) {
            int to = Math.min(from + PIECE, commands.size());
            List<String> piece = commands.subList(from, to);
            require(restore(place, List.of(), piece, script.undo(from, to)), place, piece);
        }
    }

    private boolean restore(Place place, List<String> before, List<String> commands, List<String> undo) {
        Done one = new Done(place, undo);
        begun = Optional.of(one);
        boolean restored = xtables.restore(place, before, commands);
        begun = Optional.empty();
        if (restored) {
            done.push(one);
        }
        return restored;
    }

    private void undo(Done one, RuntimeException failure) {
        try {
            for (int from = 0; from < one.undo().size(); from += PIECE) {
                List<String> commands = one.undo().subList(from, Math.min(from + PIECE, one.undo().size()));
                require(xtables.restore(one.place(), List.of(), commands), one.place(), commands);
            }
        } catch (BackendFailedException | WaitEndedException e) {
            failure.addSuppressed(e);
        }
    }

    private static void require(boolean restored, Place place, List<String> commands) {
        if (!restored) {
            throw new BackendFailedException(place + ": " + commands.size() + " rules are more than the kernel takes at once;"
                    + " raise net.core.wmem_max");
        }
    }
}
