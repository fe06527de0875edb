package io.hostport4j.examples.userland;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and its selector. Whatever belongs to a channel happens on the thread of its loop, so that nothing there needs a lock.
 */
final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Selector selector;
    private final Buffers buffers;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Later> later = new ArrayDeque<>();
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean closing;

    /** What a key is for; its attachment. */
    interface Handler {
        /** The channel is ready. Handles its errors itself. */
        void ready(SelectionKey key);
    }

    /** @param at by {@link System#nanoTime} */
    private record Later(long at, Runnable task) {}

    EventLoop(String name, Buffers buffers) {
        this.buffers = buffers;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("open a selector", e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The buffers of this loop; only for its thread. */
    Buffers buffers() {
        return buffers;
    }

    /** On this loop's thread only. */
    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, handler);
    }

    /** Runs a task on this loop's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /** Does something on this loop's thread, in whose network namespace sockets are then made, and waits for it. */
    <T> T call(Supplier<T> action) {
        try {
            return CompletableFuture.supplyAsync(action, this::execute).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Runs a task on this loop's thread, a second from now or a little more. On this loop's thread only. */
    void executeLater(Runnable task) {
        later.add(new Later(System.nanoTime() + LATER_NANOS, task));
    }

    /** Runs a task on this loop's thread; is complete when that is done and the ports of the sockets that it closed are free. */
    CompletableFuture<Void> settle(Runnable task) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        execute(() -> {
            try {
                task.run();
                // A registered channel's socket stays open until the selector has seen that it was closed.
                selector.selectNow(EventLoop::dispatch);
                settled.complete(null);
            } catch (IOException | RuntimeException e) {
                settled.completeExceptionally(e);
            }
        });
        return settled;
    }

    /** Ends the thread when the tasks before are done; returns when it has ended. */
    @Override
    public void close() {
        execute(() -> closing = true);
        ended.join();
    }

    private void run() {
        try (selector) {
            while (!closing) {
                selector.select(EventLoop::dispatch, timeoutMillis());
                while (!later.isEmpty() && later.element().at() - System.nanoTime() <= 0) {
                    run(later.remove().task());
                }
                // Last, because what this thread gives itself to do wakes no selector.
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    run(task);
                }
            }
        } catch (IOException e) {
            LOG.error("the selector failed, nothing is forwarded by {} any more", thread.getName(), e);
        } finally {
            ended.complete(null);
        }
    }

    /** 0 waits without end. */
    private long timeoutMillis() {
        return later.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(later.element().at() - System.nanoTime()) + 1);
    }

    private static void dispatch(SelectionKey key) {
        // One of the handlers before may have closed this channel.
        if (key.isValid()) {
            run(() -> ((Handler) key.attachment()).ready(key));
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a defect; the others on this thread go on", e);
        }
    }
}
