package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Scope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the node refuses is told so that an operator can act, and forgotten. */
interface FailureRules extends Aspect {
    private Throwable refused(Backend backend) {
        stage().add(backend, DNS, stage().everywhere(DNS, 9090));
        Assumptions.assumeTrue(stage().fixture().obstruct(tcp(Family.IPV4, 8080)), "the fixture cannot make the node refuse a forward");
        return catchThrowable(() -> stage().add(backend, WEB, WEB.forward(tcp(Family.IPV4, 8080))));
    }

    @Test
    @Rule("R41")
    default void whatTheNodeRefusesIsAFailureThatNamesTheBackend() {
        assertThat(refused(stage().backend())).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining(stage().fixture().provider().name());
    }

    @Test
    @Rule("R7")
    default void whatWasRefusedIsNotRead() {
        Backend backend = stage().backend();
        refused(backend);
        assertThat(ways(backend.read(new Scope.All()).forwards())).isEqualTo(ways(stage().everywhere(DNS, 9090)));
        assertThat(stage().own(backend, WEB)).isEmpty();
    }

    @Test
    @Rule("R42")
    default void afterARefusalTheSameBackendGoesOn() {
        Backend backend = stage().backend();
        refused(backend);
        stage().replace(backend, WEB, stage().everywhere(WEB, 8081));
        stage().add(backend, DNS, stage().everywhere(DNS, 9091));
        assertThat(ways(stage().own(backend, WEB))).containsAll(ways(stage().everywhere(WEB, 8081)));
    }
}
