package io.hostport4j.core.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * When an operation's time is up.
 *
 * @param end the first moment that is too late
 * @param clock that tells the time
 */
public record Deadline(Instant end, InstantSource clock) {
    /** Checks that nothing is null. */
    public Deadline {
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(clock, "clock");
    }

    /** One that is so far from now. */
    public static Deadline in(Duration time, InstantSource clock) {
        return new Deadline(clock.instant().plus(time), clock);
    }

    /**
     * How long may still be waited. To be asked before every wait, and before what cannot be undone.
     *
     * @param awaited what for, with a noun; asked only when there is no time left
     * @return more than zero
     * @throws WaitEndedException when the time is up, or the calling thread was interrupted; it stays interrupted
     */
    public Duration left(Supplier<String> awaited) {
        if (Thread.currentThread().isInterrupted()) {
            throw new WaitEndedException(WaitEndedException.Reason.INTERRUPTED, awaited.get());
        }
        Duration left = Duration.between(clock.instant(), end);
        if (left.isZero() || left.isNegative()) {
            throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, awaited.get());
        }
        return left;
    }
}
