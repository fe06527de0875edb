package io.hostport4j.testkit.memory;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;

/** Forwards in a {@link MemoryNode}: reads show what was asked for and no more, and a commit is refused as a kernel would. */
final class MemoryBackend implements Backend {
    private final MemoryNode node;
    private boolean closed;

    MemoryBackend(MemoryNode node) {
        this.node = node;
        node.opened();
    }

    @Override
    public Snapshot read(Scope scope) {
        requireOpen();
        return node.read(scope);
    }

    @Override
    public void commit(Change change) {
        requireOpen();
        node.commit(change);
    }

    @Override
    public boolean isEmpty() {
        requireOpen();
        return node.isEmpty();
    }

    @Override
    public void tidy() {
        requireOpen();
        node.tidy();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            node.closed();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the memory backend is closed");
        }
    }
}
