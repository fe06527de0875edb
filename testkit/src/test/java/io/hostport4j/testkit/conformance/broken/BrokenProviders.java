package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.memory.MemoryNetwork;
import io.hostport4j.testkit.memory.MemoryNode;
import java.util.Set;

/** Providers that say too little, or do too much. */
final class BrokenProviders {
    private BrokenProviders() {}

    /** Has no name for its store. */
    @Breaks("R48")
    static final class DoesNotSayWhereItKeepsThem extends Broken {
        @Override
        BackendProvider provider(BackendProvider sound) {
            return new PassingProvider(sound) {
                @Override
                public String store() {
                    return "";
                }
            };
        }
    }

    /** Lets out of its probe what went wrong in it. */
    @Breaks("R49")
    static final class ProbeThrows extends Broken {
        @Override
        BackendProvider provider(BackendProvider sound) {
            return new PassingProvider(sound) {
                @Override
                public Probe probe() {
                    throw new BackendFailedException("memory: command not found");
                }
            };
        }
    }

    /** Finds out whether it may write by writing. */
    @Breaks("R50")
    static final class ProbeChanges extends Broken {
        @Override
        BackendProvider provider(BackendProvider sound) {
            return new PassingProvider(sound) {
                @Override
                public Probe probe() {
                    try (Backend backend = super.open(new Settings(new MemoryNetwork(new MemoryNode())))) {
                        Owner owner = new Owner("net/probe/eth0");
                        backend.commit(new Change(backend.read(Scope.Of.all(owner)), owner, Set.of(), Set.of()));
                    }
                    return super.probe();
                }
            };
        }
    }
}
