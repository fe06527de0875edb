package io.hostport4j.cni.runtime;

import java.time.Duration;

/** The moment at which an operation of several calls has to be done. */
final class Deadline {

    private final Duration limit;
    private final long end;

    private Deadline(Duration limit) {
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** What is left; zero or less when nothing is. */
    Duration remaining() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** What there was at the beginning. */
    Duration limit() {
        return limit;
    }
}
