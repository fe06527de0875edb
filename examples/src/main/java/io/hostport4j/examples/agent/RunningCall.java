package io.hostport4j.examples.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A call that waits for a thread or has one, and may be cancelled, which ends its operation as an interrupt does: all or nothing. */
final class RunningCall {
    /** Until a thread is free and the configuration is read. */
    private static final Duration QUEUE = Duration.ofMinutes(1);
    /** What an engine may take to put back what it changed, and as much again. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final ShimCall call;
    private final PluginCalls plugin;
    private final InstantSource clock;
    private Optional<Thread> thread = Optional.empty();
    private Instant limit;
    private boolean cancelled;

    RunningCall(ShimCall call, PluginCalls plugin, InstantSource clock) {
        this.call = call;
        this.plugin = plugin;
        this.clock = clock;
        this.limit = clock.instant().plus(QUEUE);
    }

    /** Serves it in the calling thread; empty when it was cancelled before that. */
    Optional<Answer> run() {
        synchronized (this) {
            if (cancelled) {
                return Optional.empty();
            }
            thread = Optional.of(Thread.currentThread());
        }
        try {
            return Optional.of(plugin.serve(call, this::begin));
        } finally {
            synchronized (this) {
                thread = Optional.empty();
                // Of this call; the thread has others after it.
                Thread.interrupted();
            }
        }
    }

    synchronized void cancel() {
        cancelled = true;
        thread.ifPresent(Thread::interrupt);
    }

    /** Whether it takes longer than the engine can have meant. */
    synchronized boolean isOverdue() {
        return clock.instant().isAfter(limit);
    }

    private synchronized void begin(Duration deadline) {
        limit = clock.instant().plus(deadline).plus(MARGIN);
    }
}
