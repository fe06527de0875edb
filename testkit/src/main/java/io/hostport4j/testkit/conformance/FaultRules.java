package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What somebody else broke is seen, mended, and in nobody's way. */
interface FaultRules extends Aspect {
    @Test
    @Rule("R25")
    default void whatIsDamagedIsReportedAsAFault() {
        stage().forEachDamage(damaged -> {
            Stage stage = damaged.stage();
            Backend backend = stage.backend();
            List<Forward> forwards = stage.everywhere(WEB, 8080);
            stage.add(backend, WEB, forwards);
            assertThat(backend.read(stage.scope(WEB, forwards)).faults()).isEmpty();

            damaged.damage().happening().run();

            assertThat(backend.read(stage.scope(WEB, forwards)).faults()).as(damaged.damage().name()).isNotEmpty();
        });
    }

    @Test
    @Rule("R26")
    default void aCommitMendsWhatItsReadFoundFaultyEvenWithoutRemovalsAndAdditions() {
        stage().forEachDamage(damaged -> {
            Stage stage = damaged.stage();
            Backend backend = stage.backend();
            List<Forward> forwards = stage.everywhere(WEB, 8080);
            stage.add(backend, WEB, forwards);
            String whole = stage.state();
            damaged.damage().happening().run();

            backend.commit(new Change(backend.read(stage.scope(WEB, forwards)), WEB.owner(), Set.of(), Set.of()));

            assertThat(backend.read(stage.scope(WEB, forwards)).faults()).as(damaged.damage().name()).isEmpty();
            assertThat(ways(stage.own(backend, WEB))).as(damaged.damage().name()).isEqualTo(ways(forwards));
            assertThat(stage.state()).as(damaged.damage().name()).isEqualTo(whole);
        });
    }

    @Test
    @Rule("R27")
    default void damageKeepsNobodyFromRemoving() {
        stage().forEachDamage(damaged -> {
            Stage stage = damaged.stage();
            Backend backend = stage.backend();
            stage.add(backend, WEB, stage.everywhere(WEB, 8080));
            stage.add(backend, DNS, stage.everywhere(DNS, 8053));
            damaged.damage().happening().run();

            stage.replace(backend, WEB, List.of());

            assertThat(stage.own(backend, WEB)).as(damaged.damage().name()).isEmpty();
            assertThat(ways(stage.own(backend, DNS))).as(damaged.damage().name()).isEqualTo(ways(stage.everywhere(DNS, 8053)));
        });
    }

    @Test
    @Rule("R28")
    default void aForwardThatWasMadeForAnotherWayToTheContainerIsAFault() {
        Assumptions.assumeTrue(stage().fixture().dependsOnLinks(), "the fixture says that links do not matter to the backend");
        Backend backend = stage().backend();
        Forward forward = WEB.forward(tcp(Family.IPV4, 8080));
        stage().add(backend, WEB, forward);
        ContainerAddress address = WEB.address(Family.IPV4);
        Link other = new Link(1, address.prefixLength() - 8);
        Scope.Of moved = new Scope.Of(WEB.owner(), Map.of(forward.hostPort(), forward), Map.of(address.address(), other));
        assertThat(backend.read(moved).faults()).isNotEmpty();

        backend.commit(new Change(backend.read(moved), WEB.owner(), Set.of(), Set.of()));

        assertThat(backend.read(moved).faults()).isEmpty();
        assertThat(backend.read(stage().scope(WEB, List.of(forward))).faults()).isNotEmpty();
    }
}
