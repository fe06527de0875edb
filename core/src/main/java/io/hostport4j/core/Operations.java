package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.WaitEndedException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One operation after the other, each in its time, the wait for those before it included. */
final class Operations {
    private static final String THE_ONE_BEFORE = "an operation of another thread on the same HostPorts";

    private final OperationTime time;
    private final ReentrantLock turn = new ReentrantLock(true);

    Operations(OperationTime time) {
        this.time = time;
    }

    /**
     * @param name of the operation, with a noun
     * @param unchanged what is true of it when it ends early and nothing had to be, or could not be, put back
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     */
    <T> T run(String name, String unchanged, Supplier<T> work) {
        Deadline deadline = time.beginning();
        try {
            await(deadline);
            try {
                return time.within(deadline, work);
            } finally {
                turn.unlock();
            }
        } catch (WaitEndedException e) {
            throw ended(name, unchanged, e);
        } catch (BackendFailedException e) {
            // An interrupt closes a file that is just read or written.
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw new OperationCancelledException(name, e.getMessage(), state(unchanged, e), e);
            }
            throw e;
        }
    }

    /** Waits for the one before, whose time is limited, and does work that is never left out. */
    void runLast(Runnable work) {
        turn.lock();
        try {
            time.toTheEnd(work);
        } finally {
            turn.unlock();
        }
    }

    private void await(Deadline deadline) {
        try {
            if (!turn.tryLock(deadline.left(() -> THE_ONE_BEFORE).toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, THE_ONE_BEFORE);
            }
        } catch (InterruptedException e) {
            throw WaitEndedException.of(e, THE_ONE_BEFORE);
        }
    }

    private HostPortException ended(String name, String unchanged, WaitEndedException end) {
        return switch (end.reason()) {
            case TIME_IS_UP -> new DeadlineExceededException(name, time.limit(), end.awaited(), state(unchanged, end), end);
            case TOOL_KILLED -> new BackendFailedException(name + " failed: it waited for " + end.awaited() + "; " + state(unchanged, end), end);
            case INTERRUPTED -> new OperationCancelledException(name, end.awaited(), state(unchanged, end), end);
        };
    }

    /** What could not be put back is beside the failure. */
    private static String state(String unchanged, RuntimeException failure) {
        return failure.getSuppressed().length == 0 ? unchanged
                : "what it had changed could not be put back (" + failure.getSuppressed()[0].getMessage() + "), which its next ADD or DEL, or a GC, cures";
    }
}
