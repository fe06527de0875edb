package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether anything is there, and what goes with the last of it. */
interface TidyRules extends Aspect {
    @Test
    @Rule("R29")
    default void itIsEmptyExactlyWhenNobodyHasAForward() {
        Backend backend = stage().backend();
        assertThat(backend.isEmpty()).isTrue();
        for (Family family : stage().families()) {
            stage().add(backend, DNS, DNS.forward(tcp(family, 8080)));
            assertThat(backend.isEmpty()).isFalse();
            stage().replace(backend, DNS, List.of());
            assertThat(backend.isEmpty()).isTrue();
            stage().add(backend, DNS, DNS.forward(tcp(stage().fixture().hostAddresses(family).get(0).getHostAddress(), 8080)));
            assertThat(backend.isEmpty()).isFalse();
            stage().replace(backend, DNS, List.of());
        }
        assertThat(backend.isEmpty()).isTrue();
    }

    @Test
    @Rule("R30")
    default void tidyingIsRefusedWhileAForwardIsThere() {
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            stage().replace(backend, WEB, List.of(WEB.forward(tcp(family, 8080))));
            String before = stage().state();

            Throwable refusal = catchThrowable(backend::tidy);

            assertThat(stage().state()).isEqualTo(before);
            assertThat(refusal).isInstanceOf(StaleSnapshotException.class);
        }
    }

    @Test
    @Rule("R31")
    default void tidyingLeavesNothingAndMayBeRepeated() {
        String untouched = stage().state();
        Backend backend = stage().backend();
        backend.tidy();
        assertThat(stage().state()).isEqualTo(untouched);
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        stage().replace(backend, WEB, List.of());

        backend.tidy();

        if (stage().fixture().ownsItsObjects()) {
            assertThat(stage().state()).isEqualTo(untouched);
        }
        backend.tidy();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(stage().everywhere(WEB, 8080)));
        assertThat(backend.read(stage().scope(WEB, stage().everywhere(WEB, 8080))).faults()).isEmpty();
    }
}
