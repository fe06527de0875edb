package io.hostport4j.testkit.conformance;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.testkit.memory.MemoryNetwork;
import io.hostport4j.testkit.memory.MemoryNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

/** A node in memory, and another one for whoever asks on another thread. */
public final class MemoryFixture implements BackendFixture {
    private final MemoryNode node = new MemoryNode();
    private final PlacedProvider placed = new PlacedProvider(node);
    private final BackendProvider provider;

    MemoryFixture() {
        this(UnaryOperator.identity());
    }

    /** @param wrapping makes something else of the provider, e.g. one whose backends are broken */
    public MemoryFixture(UnaryOperator<BackendProvider> wrapping) {
        provider = wrapping.apply(placed);
    }

    @Override
    public BackendProvider provider() {
        return provider;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.values());
    }

    @Override
    public HostNetwork openNetwork() {
        return new MemoryNetwork(node);
    }

    @Override
    public String state() {
        return node.dump();
    }

    @Override
    public List<Damage> damages() {
        return MemoryNode.OBJECTS.stream().map(object -> new Damage("no " + object, () -> node.lose(object))).toList();
    }

    @Override
    public boolean obstruct(HostPort hostPort) {
        node.refuse(hostPort);
        return true;
    }

    @Override
    public Mark.Chain externalMarkChain() {
        return new Mark.Chain("MEMORY-MARK");
    }

    @Override
    public boolean onAnotherNode(Runnable work) {
        FutureTask<Void> there = new FutureTask<>(work, null);
        Thread thread = new Thread(there, "another node");
        placed.place(thread, new MemoryNode());
        thread.start();
        try {
            there.get();
        } catch (Exception e) {
            throw new IllegalStateException("the work on another node failed", e);
        }
        return true;
    }

    @Override
    public long openResources() {
        return node.openBackends();
    }

    @Override
    public void close() {
        // Its memory goes with it.
    }
}
