package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A commit rests on what was read, and is refused when that is no longer so. */
interface StalenessRules extends Aspect {
    @Test
    @Rule("R23")
    default void aCommitOnAReadBeforeSomebodyTookThePortIsRefusedAndChangesNothing() {
        Backend backend = stage().backend();
        List<Forward> wanted = stage().everywhere(WEB, 8080);
        Snapshot old = backend.read(stage().scope(WEB, wanted));
        stage().add(backend, DNS, stage().everywhere(DNS, 8080));
        String before = stage().state();

        assertThatThrownBy(() -> stage().commit(backend, old, WEB, wanted)).isInstanceOf(StaleSnapshotException.class);

        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R23")
    default void aCommitOnAReadBeforeAnotherInstanceTookThePortIsRefusedAndChangesNothing() {
        Backend backend = stage().backend();
        Backend another = stage().another();
        List<Forward> wanted = stage().everywhere(WEB, 8080);
        Snapshot old = backend.read(stage().scope(WEB, wanted));
        stage().add(another, DNS, stage().everywhere(DNS, 8080));
        String before = stage().state();

        assertThatThrownBy(() -> stage().commit(backend, old, WEB, wanted)).isInstanceOf(StaleSnapshotException.class);

        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R23")
    default void theSecondCommitOnOneReadIsRefused() {
        Backend backend = stage().backend();
        Snapshot snapshot = backend.read(stage().scope(WEB, stage().everywhere(WEB, 8080)));
        stage().commit(backend, snapshot, WEB, stage().everywhere(WEB, 8080));
        String before = stage().state();

        assertThatThrownBy(() -> stage().commit(backend, snapshot, WEB, stage().everywhere(WEB, 8080)))
                .isInstanceOf(StaleSnapshotException.class);

        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R23")
    default void aRemovalOfWhatIsAnothersByNowIsRefusedAndTheOthersStays() {
        Backend backend = stage().backend();
        Backend another = stage().another();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        Snapshot old = backend.read(Scope.Of.all(WEB.owner()));
        stage().replace(another, WEB, List.of());
        stage().add(another, DNS, stage().everywhere(DNS, 8080));

        assertThatThrownBy(() -> stage().commit(backend, old, WEB, List.of())).isInstanceOf(StaleSnapshotException.class);

        assertThat(ways(stage().own(another, DNS))).isEqualTo(ways(stage().everywhere(DNS, 8080)));
    }

    @Test
    @Rule("R23")
    default void ofManyWhoWantOneHostPortExactlyOneGetsIt() throws Exception {
        stage().require(Capability.LASTING);
        int many = 6;
        CountDownLatch start = new CountDownLatch(1);
        List<Pod> pods = new ArrayList<>();
        List<FutureTask<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Pod pod = new Pod(new AttachmentId("net", "c" + i, "eth0"), 20 + i);
            HostPorts engine = stage().engine();
            FutureTask<Boolean> attempt = new FutureTask<>(() -> {
                start.await();
                return gets(engine, pod);
            });
            pods.add(pod);
            attempts.add(attempt);
            new Thread(attempt, "adder-" + i).start();
        }
        start.countDown();
        List<Boolean> won = new ArrayList<>();
        for (FutureTask<Boolean> attempt : attempts) {
            won.add(attempt.get());
        }
        assertThat(won).containsOnlyOnce(true);
        Pod winner = pods.get(won.indexOf(true));
        assertThat(ways(stage().backend().read(new Scope.All()).forwards())).isEqualTo(ways(stage().everywhere(winner, 8080)));
    }

    @Test
    @Rule("R24")
    default void anAssumptionThatProvedWrongIsNotMadeAgain() {
        Backend backend = stage().backend();
        Backend another = stage().another();
        // Something to assume from: a backend that has committed knows the node.
        stage().add(backend, WEB, stage().everywhere(WEB, 9090));
        stage().replace(backend, WEB, List.of());
        Scope.Of scope = stage().scope(WEB, stage().everywhere(WEB, 8080));
        Snapshot basis = backend.basis(scope);
        stage().add(another, DNS, stage().everywhere(DNS, 8080));

        assertThatThrownBy(() -> stage().commit(backend, basis, WEB, stage().everywhere(WEB, 8080))).isInstanceOf(RuntimeException.class);

        assertThat(ways(backend.basis(scope).forwards())).containsAll(ways(stage().everywhere(DNS, 8080)));
    }

    private static boolean gets(HostPorts engine, Pod pod) {
        try {
            engine.add(pod.request(PortMapping.tcp(8080, 80)));
            return true;
        } catch (HostPortException e) {
            // That the holder is named is another rule.
            return false;
        }
    }
}
