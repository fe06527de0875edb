package io.hostport4j.cni.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a pipe to its end on a thread of its own, and keeps the beginning. */
final class OutputReader implements Runnable {

    private final InputStream stream;
    private final int limit;
    private final Runnable whenTooMuch;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean overflowed;
    private Thread thread;

    private OutputReader(InputStream stream, int limit, Runnable whenTooMuch) {
        this.stream = stream;
        this.limit = limit;
        this.whenTooMuch = whenTooMuch;
    }

    static OutputReader start(String name, InputStream stream, int limit, Runnable whenTooMuch) {
        OutputReader reader = new OutputReader(stream, limit, whenTooMuch);
        reader.thread = daemon(name, reader);
        return reader;
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "cni-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        byte[] block = new byte[8192];
        try (stream) {
            for (int length = stream.read(block); length >= 0; length = stream.read(block)) {
                keep(block, length);
                if (overflowed()) {
                    whenTooMuch.run();
                }
            }
        } catch (IOException e) {
            // The process was killed; nobody asks for its output.
            return;
        }
    }

    /** Waits for the pipe's end, or no longer. */
    void await(Duration longest) throws InterruptedException {
        thread.join(longest.toMillis());
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    private synchronized void keep(byte[] block, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(block, 0, room);
        overflowed |= room < length;
    }
}
