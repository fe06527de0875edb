package io.hostport4j.testkit.conformance;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.memory.MemoryBackendProvider;
import io.hostport4j.testkit.memory.MemoryNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Threads may be on nodes of their own, as threads may be in network namespaces of their own. */
final class PlacedProvider implements BackendProvider {
    private final BackendProvider usual;
    private final Map<Thread, BackendProvider> places = new ConcurrentHashMap<>();

    PlacedProvider(MemoryNode usual) {
        this.usual = new MemoryBackendProvider(usual);
    }

    void place(Thread thread, MemoryNode node) {
        places.put(thread, new MemoryBackendProvider(node));
    }

    @Override
    public String name() {
        return usual.name();
    }

    @Override
    public String store() {
        return usual.store();
    }

    @Override
    public int priority() {
        return usual.priority();
    }

    @Override
    public Probe probe() {
        return usual.probe();
    }

    @Override
    public Backend open(Settings settings) {
        return places.getOrDefault(Thread.currentThread(), usual).open(settings);
    }
}
