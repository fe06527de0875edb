package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;

/** Passes everything on; a defect overrides what it gets wrong. */
class PassingProvider implements BackendProvider {
    final BackendProvider sound;

    PassingProvider(BackendProvider sound) {
        this.sound = sound;
    }

    @Override
    public String name() {
        return sound.name();
    }

    @Override
    public String store() {
        return sound.store();
    }

    @Override
    public int priority() {
        return sound.priority();
    }

    @Override
    public Probe probe() {
        return sound.probe();
    }

    @Override
    public Backend open(Settings settings) {
        return sound.open(settings);
    }
}
