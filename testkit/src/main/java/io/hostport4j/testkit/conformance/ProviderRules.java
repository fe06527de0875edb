package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Probe;
import org.junit.jupiter.api.Test;

/** What is said of a backend before it is opened. */
interface ProviderRules extends Aspect {
    @Test
    @Rule("R48")
    default void aProviderSaysTheSameOfItselfEachTime() {
        BackendProvider provider = stage().fixture().provider();
        assertThat(provider.name()).matches("[a-z][a-z0-9-]*").isEqualTo(provider.name());
        assertThat(provider.store()).isNotBlank().isEqualTo(provider.store());
        assertThat(provider.priority()).isEqualTo(provider.priority());
    }

    @Test
    @Rule("R49")
    default void theProbeSaysUsableAndTheVersionOfWhatTheBackendStandsOn() {
        assertThat(stage().fixture().provider().probe())
                .isInstanceOfSatisfying(Probe.Usable.class, usable -> assertThat(usable.version()).isNotBlank());
    }

    @Test
    @Rule("R50")
    default void theProbeChangesNothing() {
        BackendProvider provider = stage().fixture().provider();
        String untouched = stage().state();
        probe(provider);
        assertThat(stage().state()).isEqualTo(untouched);
        stage().add(stage().backend(), WEB, stage().everywhere(WEB, 8080));
        String before = stage().state();
        probe(provider);
        assertThat(stage().state()).isEqualTo(before);
    }

    /** Whatever it says. */
    private static void probe(BackendProvider provider) {
        try {
            provider.probe();
        } catch (RuntimeException e) {
            // That it throws is another rule's matter.
        }
    }
}
