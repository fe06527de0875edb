package io.hostport4j.core.spi;

import java.time.Duration;

/**
 * Hears of changes of the node's rules, whoever makes them. Changes wait from the moment that it was opened until they are asked for.
 *
 * @implSpec failures are {@link BackendFailedException}; one thread awaits, {@link #wakeUp} and {@link #close} may be called by others
 */
public interface RuleEvents extends AutoCloseable {
    /**
     * Waits for a change, and tells of all that happened until then together.
     *
     * @param timeout how long at most
     */
    RuleChange await(Duration timeout);

    /** Ends the {@link #await} that goes on, or else the next one. */
    void wakeUp();

    /** Ends the {@link #await} that goes on. Doing it twice is the same as once. */
    @Override
    void close();
}
