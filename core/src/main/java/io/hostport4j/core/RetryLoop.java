package io.hostport4j.core;

import io.hostport4j.core.spi.StaleSnapshotException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Tries again while others are faster, until the time is up.
 *
 * @param deadline how long an operation may try
 */
record RetryLoop(Duration deadline, InstantSource clock) {
    /** @throws DeadlineExceededException when each attempt until then met a rule set that had changed meanwhile */
    <T> T untilDone(String operation, Supplier<T> attempt) {
        Instant end = clock.instant().plus(deadline);
        while (true) {
            try {
                return attempt.get();
            } catch (StaleSnapshotException e) {
                if (!clock.instant().isBefore(end)) {
                    throw new DeadlineExceededException(operation, deadline, e);
                }
            }
        }
    }
}
