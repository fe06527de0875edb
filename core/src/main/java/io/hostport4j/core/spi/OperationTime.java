package io.hostport4j.core.spi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The time that one operation after the other has: shared by an engine, which sets it, and the backends that it drives, which ask for
 * it whenever they wait.
 */
public final class OperationTime {
    /** What an operation has where nobody says otherwise. */
    public static final Duration USUAL = Duration.ofSeconds(30);
    /** Much longer than any backend takes when nobody is in its way. */
    private static final Duration TO_THE_END = Duration.ofSeconds(5);

    private final Duration limit;
    private final InstantSource clock;
    private Optional<Deadline> current = Optional.empty();

    /** @param limit what each operation has from its begin to its end */
    public OperationTime(Duration limit, InstantSource clock) {
        this.limit = Objects.requireNonNull(limit, "limit");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** {@link #USUAL}, for a backend that no engine drives: each of its calls is an operation then. */
    public OperationTime() {
        this(USUAL, InstantSource.system());
    }

    /** What each operation has from its begin to its end. */
    public Duration limit() {
        return limit;
    }

    /** Of the operation that goes on; of one that would begin now, when none does. */
    public synchronized Deadline deadline() {
        return current.orElseGet(this::beginning);
    }

    /** Of an operation that begins now. */
    public Deadline beginning() {
        return Deadline.in(limit, clock);
    }

    /** Does a part of an operation that has to be done by then. Parts within others are fine, one after the other of several threads. */
    public <T> T within(Deadline deadline, Supplier<T> work) {
        Optional<Deadline> around = exchange(Optional.of(deadline));
        try {
            return work.get();
        } finally {
            exchange(around);
        }
    }

    /**
     * Does what must not stay half done because an operation's time is up or its thread was interrupted: it has five seconds of its
     * own, or as long as an operation when that is less, and an interrupt that came before does not end it.
     */
    public void toTheEnd(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            within(Deadline.in(limit.compareTo(TO_THE_END) < 0 ? limit : TO_THE_END, clock), () -> {
                work.run();
                return null;
            });
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized Optional<Deadline> exchange(Optional<Deadline> next) {
        Optional<Deadline> before = current;
        current = next;
        return before;
    }
}
