package io.hostport4j.examples.userland;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Probe;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class UserlandBackendProviderTest {
    @Test
    void itIsFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(BackendProvider.class)).extracting(BackendProvider::name).contains("userland");
    }

    @Test
    void itIsUsableEverywhereAndKeepsNothingWhenTheProcessEnds() {
        Probe probe = new UserlandBackendProvider().probe();
        assertThat(probe).isInstanceOf(Probe.Usable.class);
        assertThat(((Probe.Usable) probe).capabilities()).contains(Capability.ADDITIONS, Capability.ATOMIC)
                .doesNotContain(Capability.LASTING, Capability.SCTP, Capability.CLIENT_ADDRESS);
    }
}
