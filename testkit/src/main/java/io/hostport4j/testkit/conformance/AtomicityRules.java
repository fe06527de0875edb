package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A commit is all or nothing. */
interface AtomicityRules extends Aspect {
    @Test
    @Rule("R21")
    default void anAdditionThatIsRefusedLeavesEverythingAsItWasInBothFamilies() {
        Backend backend = stage().backend();
        stage().add(backend, DNS, stage().everywhere(DNS, 9090));
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        for (Family refused : stage().families()) {
            int port = refused == Family.IPV4 ? 8084 : 8086;
            Assumptions.assumeTrue(stage().fixture().obstruct(tcp(refused, port)), "the fixture cannot make the node refuse a forward");
            String before = stage().state();
            List<Forward> instead = new ArrayList<>(stage().everywhere(WEB, 8081));
            instead.addAll(stage().everywhere(WEB, port));

            Throwable refusal = catchThrowable(() -> stage().replace(backend, WEB, instead));

            assertThat(refusal).isInstanceOf(RuntimeException.class);
            assertThat(stage().state()).isEqualTo(before);
        }
    }

    @Test
    @Rule("R22")
    default void whoReadsWhileOthersCommitSeesEachChangeWholeOrNotAtAll() throws Exception {
        stage().require(Capability.ATOMIC);
        stage().require(Capability.IPV6);
        Backend writer = stage().backend();
        Backend reader = stage().another();
        FutureTask<Void> writing = new FutureTask<>(() -> {
            for (int round = 0; round < 50; round++) {
                stage().add(writer, WEB, stage().everywhere(WEB, 8080));
                stage().replace(writer, WEB, List.of());
            }
            return null;
        });
        new Thread(writing, "writer").start();
        Set<Integer> seen = new TreeSet<>();
        while (!writing.isDone()) {
            try {
                seen.add(reader.read(new Scope.All()).forwards().size());
            } catch (StaleSnapshotException e) {
                // The writer was faster each time that the reader looked; it looks again.
            }
        }
        writing.get();
        assertThat(seen).isSubsetOf(0, 2);
    }
}
