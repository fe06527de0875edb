package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.WaitEndedException;
import io.hostport4j.core.spi.WaitEndedException.Reason;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Operations that end before they are done, on a clock that stands still. */
class DeadlineTest {
    private static final HostPortRequest HTTP = request(WEB, PortMapping.tcp(8080, 80));
    private static final Consumer<Change> WHOLE = change -> { };

    private final MemoryBackend memory = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private Instant now = Instant.EPOCH;
    private final OperationTime time = new OperationTime(Duration.ofSeconds(30), () -> now);
    private Consumer<Change> before = WHOLE;
    private Consumer<Change> after = WHOLE;
    private final HostPorts hostPorts = new HostPorts(opened(new Hooked()), List.of(), network, time);

    @Test
    void aCommitThatWasCutShortBeforeItsEffectLeavesAllAsItWas() {
        before = once(Reason.TIME_IS_UP);
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(DeadlineExceededException.class)
                .hasMessage("the ADD of net/web/eth0 was not done within 30000 ms: it waited for the end of nft -f -;"
                        + " its host ports are as before; try again later, or raise the deadline");
        assertThat(memory.commits).isEmpty();
        hostPorts.add(HTTP);
        assertThat(memory.forwards).hasSize(2);
    }

    @Test
    void aCommitThatWasCutShortAfterItsEffectIsPutBack() {
        hostPorts.add(request(WEB, PortMapping.tcp(7070, 70)));
        Set<Forward> there = Set.copyOf(memory.forwards);
        after = once(Reason.TIME_IS_UP);
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("its host ports are as before");
        assertThat(memory.forwards).isEqualTo(there);
    }

    @Test
    void aRemovalThatWasCutShortAfterItsEffectIsPutBack() {
        hostPorts.add(HTTP);
        Set<Forward> there = Set.copyOf(memory.forwards);
        after = once(Reason.INTERRUPTED);
        assertThatThrownBy(() -> hostPorts.remove(WEB)).isInstanceOf(OperationCancelledException.class)
                .hasMessageStartingWith("the DEL of net/web/eth0 was cancelled while it waited for the end of nft -f -; ");
        assertThat(memory.forwards).isEqualTo(there);
        assertThat(hostPorts.remove(WEB)).hasSize(2);
    }

    @Test
    void aToolThatSomebodyKilledIsAFailureAfterWhichAllIsPutBack() {
        after = once(Reason.TOOL_KILLED);
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(BackendFailedException.class)
                .hasMessage("the ADD of net/web/eth0 failed: it waited for the end of nft -f -; its host ports are as before");
        assertThat(memory.forwards).isEmpty();
    }

    @Test
    void puttingBackHasTimeOfItsOwn() {
        after = change -> {
            now = now.plusSeconds(31);
            after = again -> {
                assertThat(time.deadline().left(() -> "nothing")).isEqualTo(Duration.ofSeconds(5));
                after = WHOLE;
            };
            throw new WaitEndedException(Reason.TIME_IS_UP, "the end of nft -f -");
        };
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(DeadlineExceededException.class);
        assertThat(memory.forwards).isEmpty();
        assertThat(after).isSameAs(WHOLE);
    }

    @Test
    void whatCannotBePutBackIsTold() {
        after = change -> {
            before = once(Reason.TIME_IS_UP);
            throw new WaitEndedException(Reason.TIME_IS_UP, "the end of nft -f -");
        };
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("what it had changed could not be put back (the end of nft -f -), which its next ADD or DEL, or a GC, cures");
        assertThat(memory.forwards).hasSize(2);
        hostPorts.remove(WEB);
        assertThat(memory.forwards).isEmpty();
    }

    @Test
    void anInterruptWhileTheSysctlIsWrittenTakesTheForwardsBack() {
        HostPorts cancelled = new HostPorts(opened(new Hooked()), List.of(), interruptingNetwork(), time);
        assertThatThrownBy(() -> cancelled.add(HTTP)).isInstanceOf(OperationCancelledException.class).hasMessageContaining("route_localnet");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(memory.commits).hasSize(2);
        assertThat(memory.forwards).isEmpty();
    }

    @Test
    void whoeverIsInterruptedBeforehandChangesNothingAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> hostPorts.add(HTTP)).isInstanceOf(OperationCancelledException.class)
                .hasMessageContaining("its host ports are as before");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(memory.commits).isEmpty();
        hostPorts.add(HTTP);
        assertThat(memory.forwards).hasSize(2);
    }

    @Test
    void closingGoesToItsEndAlsoWhenInterrupted() {
        hostPorts.add(HTTP);
        hostPorts.remove(WEB);
        Thread.currentThread().interrupt();
        hostPorts.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(memory.tidied).isTrue();
        assertThat(memory.closed).isTrue();
    }

    @Test
    void theWaitForAnotherThreadCountsAsTheOperationsOwn() throws InterruptedException {
        HostPorts impatient = new HostPorts(opened(new Hooked()), List.of(), network, new OperationTime(Duration.ofMillis(50), () -> now));
        whileAnotherThreadIsBusy(impatient, () -> assertThatThrownBy(() -> impatient.add(HTTP)).isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("it waited for an operation of another thread on the same HostPorts; its host ports are as before"));
        assertThat(memory.forwards).hasSize(2).allMatch(forward -> forward.owner().equals(OTHER.owner()));
    }

    @Test
    void anInterruptEndsTheWaitForAnotherThread() throws InterruptedException {
        whileAnotherThreadIsBusy(hostPorts, () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(hostPorts::list).isInstanceOf(OperationCancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
        });
        assertThat(hostPorts.list()).hasSize(2);
    }

    /** It adds, and commits only when the work is done. */
    private void whileAnotherThreadIsBusy(HostPorts engine, Runnable work) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        before = change -> {
            busy.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        Thread other = new Thread(() -> engine.add(request(OTHER, PortMapping.tcp(9090, 80))));
        other.start();
        busy.await();
        try {
            work.run();
        } finally {
            done.countDown();
            other.join();
        }
    }

    private Consumer<Change> once(Reason reason) {
        return change -> {
            before = WHOLE;
            after = WHOLE;
            throw new WaitEndedException(reason, "the end of nft -f -");
        };
    }

    /** As a file's channel does: it finds the thread interrupted, and leaves it so. */
    private FakeNetwork interruptingNetwork() {
        return new FakeNetwork() {
            @Override
            public boolean enableRouteLocalnet(int link) {
                Thread.currentThread().interrupt();
                throw new BackendFailedException("unable to enable route_localnet", new ClosedByInterruptException());
            }
        };
    }

    private final class Hooked implements Backend {
        @Override
        public Snapshot read(Scope scope) {
            return memory.read(scope);
        }

        @Override
        public void commit(Change change) {
            before.accept(change);
            memory.commit(change);
            after.accept(change);
        }

        @Override
        public boolean isEmpty() {
            return memory.isEmpty();
        }

        @Override
        public void tidy() {
            memory.tidy();
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
