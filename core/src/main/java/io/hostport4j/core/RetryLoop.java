package io.hostport4j.core;

import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.function.Supplier;

/** Tries again while others are faster, until the operation's time is up. */
record RetryLoop(OperationTime time) {
    /**
     * @param step what is tried, with a noun
     * @throws io.hostport4j.core.spi.WaitEndedException when each attempt until then met a rule set that had changed meanwhile, or the
     *     thread was interrupted
     */
    <T> T untilDone(String step, Supplier<T> attempt) {
        Deadline deadline = time.deadline();
        for (int tries = 0;; tries++) {
            int thwarted = tries;
            deadline.left(() -> thwarted == 0 ? step
                    : step + " (tried " + thwarted + " times, and each time others changed the rule set meanwhile)");
            try {
                return attempt.get();
            } catch (StaleSnapshotException e) {
                continue;
            }
        }
    }
}
