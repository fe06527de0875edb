package io.hostport4j.core.reconcile;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps work that turned out to be needless under a part of the time: what is not used is saved up, so that a little of it is done at
 * once, and a storm of it is put off.
 */
final class WorkBudget {
    /** One part in that many: 4 % of a core. */
    private static final long PART = 25;
    private static final long SAVED_MOST = Duration.ofSeconds(1).toNanos();

    private final LongSupplier clock;
    private long credit = SAVED_MOST;
    private long counted;

    /** @param clock nanoseconds, as {@link System#nanoTime} */
    WorkBudget(LongSupplier clock) {
        this.clock = clock;
        this.counted = clock.getAsLong();
    }

    /** Pays for needless work. */
    void spend(long nanoseconds) {
        save();
        credit -= nanoseconds;
    }

    /** How long to do nothing now; zero while there is credit. */
    Duration pause() {
        save();
        return credit >= 0 ? Duration.ZERO : Duration.ofNanos(-credit * PART);
    }

    private void save() {
        long now = clock.getAsLong();
        credit = Math.min(SAVED_MOST, credit + (now - counted) / PART);
        counted = now;
    }
}
