package io.hostport4j.examples.userland;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers of one event loop. Who has nothing to hold has none: an idle connection costs no memory here. */
final class Buffers {
    /** Bytes; more than the longest datagram, 65,507. */
    static final int SIZE = 64 * 1024;
    private static final int KEPT = 64;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(SIZE);

    /** An empty one; whoever has it keeps it until {@link #giveBack}. */
    ByteBuffer take() throws IOException {
        ByteBuffer buffer = free.poll();
        try {
            return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer;
        } catch (OutOfMemoryError e) {
            // Of direct memory alone (-XX:MaxDirectMemorySize): it ends the connection that wants more, not the thread of all.
            throw new IOException("too many connections hold a buffer", e);
        }
    }

    void giveBack(ByteBuffer buffer) {
        if (free.size() < KEPT) {
            free.push(buffer.clear());
        }
    }

    /** The same one each time, empty: a datagram is sent on before the next is received, or lost. */
    ByteBuffer datagram() {
        return datagram.clear();
    }
}
