package io.hostport4j.testkit.world;

import java.util.ArrayDeque;
import java.util.Deque;

/** Undoes what was done, last first; a step that fails does not keep the others from running. */
final class Teardown implements AutoCloseable {

    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
