package io.hostport4j.examples.userland;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers of one event loop. Who has nothing to hold has none: an idle connection costs no memory here. */
final class Buffers {
    /** Bytes; more than the longest datagram, 65,507. */
    static final int SIZE = 64 * 1024;
    private static final int KEPT = 64;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer;
    }

    void giveBack(ByteBuffer buffer) {
        if (free.size() < KEPT) {
            free.push(buffer.clear());
        }
    }
}
