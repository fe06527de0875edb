package io.hostport4j.examples.userland;

import java.time.Duration;

/**
 * How much a {@link UserlandNode} may take.
 *
 * @param threads how many event loops share the work, 1 to 64
 * @param udpSessions how many clients a UDP forward remembers, at least 1; one more makes it forget who was silent longest
 * @param udpIdle after how long a silent UDP client is forgotten; more than zero
 */
public record UserlandLimits(int threads, int udpSessions, Duration udpIdle) {
    /** A thread a processor but no more than four; 1,024 clients a UDP forward; two minutes, as the kernel gives UDP streams. */
    public static final UserlandLimits DEFAULT =
            new UserlandLimits(Math.min(4, Runtime.getRuntime().availableProcessors()), 1024, Duration.ofMinutes(2));

    private static final int THREADS_MAX = 64;

    /** @throws IllegalArgumentException when a value is outside its range */
    public UserlandLimits {
        if (threads < 1 || threads > THREADS_MAX || udpSessions < 1 || udpIdle.isNegative() || udpIdle.isZero()) {
            throw new IllegalArgumentException("threads " + threads + ", udpSessions " + udpSessions + ", udpIdle " + udpIdle
                    + "; give 1 to " + THREADS_MAX + " threads, 1 or more sessions, and a time");
        }
    }
}
