package io.hostport4j.examples.userland;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.List;

/** Forwards as listening sockets of this process. */
final class UserlandBackend implements Backend {
    private final UserlandNode node;
    private final Runnable onClose;

    /** A backend on a node that lives longer than it. */
    UserlandBackend(UserlandNode node) {
        this(node, () -> { });
    }

    UserlandBackend(UserlandNode node, Runnable onClose) {
        this.node = node;
        this.onClose = onClose;
    }

    /** All forwards, whatever the scope: they are in memory already. There is nothing around them that could be faulty. */
    @Override
    public Snapshot read(Scope scope) {
        UserlandNode.State state = node.state();
        return new Snapshot(state.forwards(), List.of(), state.generation());
    }

    @Override
    public void commit(Change change) {
        node.change((long) change.basis().moment(), change.removals(), change.additions());
    }

    @Override
    public boolean isEmpty() {
        return node.state().forwards().isEmpty();
    }

    /** A node without forwards has no sockets, and its threads are its owner's. */
    @Override
    public void tidy() {
        if (!isEmpty()) {
            throw new StaleSnapshotException(null);
        }
    }

    @Override
    public void close() {
        onClose.run();
    }
}
