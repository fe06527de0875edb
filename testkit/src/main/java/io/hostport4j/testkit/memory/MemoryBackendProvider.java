package io.hostport4j.testkit.memory;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import java.util.Set;

/** Offers backends of one {@link MemoryNode}; not found by {@link java.util.ServiceLoader}, so that no program takes it by accident. */
public final class MemoryBackendProvider implements BackendProvider {
    private final MemoryNode node;
    private final Set<Capability> capabilities;

    /** A backend that can do everything. */
    public MemoryBackendProvider(MemoryNode node) {
        this(node, Set.of(Capability.values()));
    }

    /** A backend that says it can do these, as a caller of less able ones may want to see. */
    public MemoryBackendProvider(MemoryNode node, Set<Capability> capabilities) {
        this.node = node;
        this.capabilities = Set.copyOf(capabilities);
    }

    /** What its probe says. */
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String store() {
        return "memory of this process";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Probe probe() {
        return new Probe.Usable("memory of this process", capabilities);
    }

    @Override
    public Backend open(Settings settings) {
        return new MemoryBackend(node);
    }
}
