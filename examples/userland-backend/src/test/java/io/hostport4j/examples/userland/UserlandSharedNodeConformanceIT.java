package io.hostport4j.examples.userland;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.BackendFixture;
import java.util.EnumSet;
import java.util.Set;

/** To backends that share a node it is what the kernel is to processes: the rules about forwards that last hold there too. */
@RequiresNamespaces
@RequiresTools("ip")
class UserlandSharedNodeConformanceIT extends BackendConformance {
    @Override
    protected BackendFixture fixture() {
        return new UserlandFixture() {
            @Override
            public BackendProvider provider() {
                return new AsIfLasting(super.provider());
            }

            @Override
            public Set<Capability> capabilities() {
                return lasting(super.capabilities());
            }
        };
    }

    private static Set<Capability> lasting(Set<Capability> capabilities) {
        Set<Capability> lasting = EnumSet.of(Capability.LASTING);
        lasting.addAll(capabilities);
        return lasting;
    }

    private record AsIfLasting(BackendProvider provider) implements BackendProvider {
        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public String store() {
            return provider.store();
        }

        @Override
        public int priority() {
            return provider.priority();
        }

        @Override
        public Probe probe() {
            return provider.probe() instanceof Probe.Usable usable
                    ? new Probe.Usable(usable.version(), lasting(usable.capabilities())) : provider.probe();
        }

        @Override
        public Backend open(Settings settings) {
            return provider.open(settings);
        }
    }
}
