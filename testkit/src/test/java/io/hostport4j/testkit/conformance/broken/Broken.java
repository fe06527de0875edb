package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;
import io.hostport4j.testkit.conformance.MemoryFixture;

/** The conformance suite on the memory backend with one defect. Run by {@code BrokenBackendsTest} alone: it is meant to fail. */
abstract class Broken extends BackendConformance {
    @Override
    protected final BackendFixture fixture() {
        return new MemoryFixture(this::provider);
    }

    /** For defects of the provider. */
    BackendProvider provider(BackendProvider sound) {
        return new PassingProvider(sound) {
            @Override
            public Backend open(Settings settings) {
                return backend(super.open(settings), settings);
            }
        };
    }

    /** For defects of the backend. */
    Backend backend(Backend sound, Settings settings) {
        return backend(sound);
    }

    /** For defects of the backend that come from nothing but itself. */
    Backend backend(Backend sound) {
        return sound;
    }
}
