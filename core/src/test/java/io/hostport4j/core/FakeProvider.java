package io.hostport4j.core;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** A provider that says of itself what a test wants. */
record FakeProvider(String name, String store, int priority, Probe probe, Supplier<Backend> backend) implements BackendProvider {
    /** Its forwards last; what else it can do is given. */
    static FakeProvider usable(String name, int priority, Capability... capabilities) {
        Set<Capability> all = EnumSet.of(Capability.LASTING, capabilities);
        return new FakeProvider(name, "store of " + name, priority, new Probe.Usable(name + " 1.0", all), MemoryBackend::new);
    }

    FakeProvider inStore(String other) {
        return new FakeProvider(name, other, priority, probe, backend);
    }

    FakeProvider saying(Probe other) {
        return new FakeProvider(name, store, priority, other, backend);
    }

    FakeProvider opening(Supplier<Backend> other) {
        return new FakeProvider(name, store, priority, probe, other);
    }

    @Override
    public Backend open(Settings settings) {
        return backend.get();
    }
}
