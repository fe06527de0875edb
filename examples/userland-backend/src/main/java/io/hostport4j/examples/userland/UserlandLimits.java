package io.hostport4j.examples.userland;

import java.time.Duration;

/**
 * How much a {@link UserlandNode} may take.
 *
 * @param threads how many event loops share the work, 1 to 64
 * @param slowReaders how many TCP connections may have one, each of which holds 64 KiB; at least as many as threads, which share
 *     them evenly. One more is reset
 * @param udpSessions how many clients a UDP forward remembers, at least 1; one more makes it forget who was silent longest
 * @param udpIdle after how long a silent UDP client is forgotten; more than zero
 */
public record UserlandLimits(int threads, int slowReaders, int udpSessions, Duration udpIdle) {
    private static final int THREADS_MAX = 64;
    /** Of what the JVM may take outside of its heap, which is as much as the heap unless said otherwise. */
    private static final int SHARE_OF_MEMORY = 4;

    /**
     * A thread a processor but no more than four; a quarter of the memory for slow readers; 1,024 clients a UDP forward; two minutes,
     * as the kernel gives UDP streams.
     */
    public static final UserlandLimits DEFAULT = usual();

    /** @throws IllegalArgumentException when a value is outside its range */
    public UserlandLimits {
        if (threads < 1 || threads > THREADS_MAX || slowReaders < threads || udpSessions < 1 || udpIdle.isNegative() || udpIdle.isZero()) {
            throw new IllegalArgumentException("threads " + threads + ", slowReaders " + slowReaders + ", udpSessions " + udpSessions
                    + ", udpIdle " + udpIdle + "; give 1 to " + THREADS_MAX + " threads, at least as many slow readers, a session, and a time");
        }
    }

    private static UserlandLimits usual() {
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        long slowReaders = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY / Buffers.SIZE;
        return new UserlandLimits(threads, (int) Math.max(threads, Math.min(slowReaders, Integer.MAX_VALUE)), 1024, Duration.ofMinutes(2));
    }
}
