package io.hostport4j.core.reconcile;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.RuleChange;
import io.hostport4j.core.spi.RuleEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps host ports there: hears of every change of the node's rules, and brings back what a flush, a reload or a tool took away.
 *
 * <p>What damages a whole table is mended at once. Forwards that somebody takes away one by one are left alone for
 * {@link WatchTimes#patience}, for so does a DEL, whose attachment is still listed until the runtime has forgotten it. What was brought
 * back is taken away again when it is not listed any more.
 */
public final class RulesetWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RulesetWatch.class);

    private final RuleEvents events;
    private final WatchPasses passes;
    private final WatchTimes times;
    private final WorkBudget budget = new WorkBudget(System::nanoTime);
    private final Thread thread;
    /** Not an interrupt: that would close files which the host ports have open. */
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Optional<HostPortException>> end = new CompletableFuture<>();
    private volatile boolean asked;
    private boolean workedBefore;

    private RulesetWatch(RuleEvents events, WatchPasses passes, WatchTimes times) {
        this.events = events;
        this.passes = passes;
        this.times = times;
        this.thread = new Thread(this::run, "hostport-watch");
        thread.setDaemon(true);
    }

    /**
     * Begins with a look at once; then goes on in a thread of its own, in the network namespace of the calling thread, which must be
     * that of the host ports.
     *
     * @param hostPorts stays the caller's to close, after the watch
     * @param desired what should be there now; asked before every look, from the watch's thread. A {@link RuntimeException} of it puts
     *     the look off
     * @param listener hears of each look that found something not whole, in the watch's thread
     * @throws BackendFailedException when the node tells of no changes
     */
    public static RulesetWatch start(HostPorts hostPorts, Supplier<? extends Collection<HostPortRequest>> desired,
            Consumer<Reconciliation> listener, WatchTimes times) {
        RulesetWatch watch = new RulesetWatch(hostPorts.ruleEvents(), new WatchPasses(hostPorts, desired, listener, times, System::nanoTime), times);
        watch.thread.start();
        return watch;
    }

    /** As {@link #start(HostPorts, Supplier, Consumer, WatchTimes)} with {@link WatchTimes#DEFAULT}. */
    public static RulesetWatch start(HostPorts hostPorts, Supplier<? extends Collection<HostPortRequest>> desired,
            Consumer<Reconciliation> listener) {
        return start(hostPorts, desired, listener, WatchTimes.DEFAULT);
    }

    /** Has it look soon, because what should be there has changed. */
    public void look() {
        asked = true;
        events.wakeUp();
    }

    /**
     * Waits until the watch has ended.
     *
     * @return why it cannot hear of changes any more; empty when it was closed
     */
    public Optional<HostPortException> awaitEnd() {
        return end.join();
    }

    /** Whether it has ended: {@link #awaitEnd} tells why. */
    public boolean isEnded() {
        return end.isDone();
    }

    /** Waits for the look that goes on, and ends. Doing it twice is the same as once; not to be called by the listener. */
    @Override
    public void close() {
        closed.countDown();
        events.close();
        end.join();
    }

    private void run() {
        Optional<HostPortException> failure = Optional.of(new BackendFailedException("the watch ended by an error of this program", null));
        try {
            pass();
            while (!isClosed()) {
                turn();
            }
            failure = Optional.empty();
        } catch (InterruptedException e) {
            LOG.debug("somebody interrupted the watch, which ends", e);
            failure = Optional.empty();
        } catch (HostPortException e) {
            failure = Optional.of(e).filter(any -> !isClosed());
        } finally {
            end.complete(failure);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void turn() throws InterruptedException {
        RuleChange change = events.await(passes.untilDue());
        if (isClosed()) {
            return;
        }
        passes.note(change);
        boolean damage = change.reach() == RuleChange.Reach.TABLES || change.reach() == RuleChange.Reach.UNKNOWN;
        if (damage || asked || passes.untilDue().isZero()) {
            asked = false;
            pass();
        }
        // What comes meanwhile waits in the kernel and is told together: a storm costs a few turns, however many changes it has.
        sleep(times.quiet());
    }

    private void pass() throws InterruptedException {
        long start = System.nanoTime();
        boolean worked = passes.pass();
        // A look that mended is followed by one that its own changes lead to.
        if (!worked && !workedBefore) {
            budget.spend(System.nanoTime() - start);
        }
        workedBefore = worked;
        sleep(budget.pause());
    }

    /** Until the watch is closed at most. */
    private void sleep(Duration duration) throws InterruptedException {
        if (!duration.isZero()) {
            closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
