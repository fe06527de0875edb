package io.hostport4j.examples.userland;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers of one event loop: one through which everything goes, and a bounded number for what could not be written at once. So
 * memory does not grow with connections, and of those whose reader is slow no more can be open than there is room for.
 */
final class Buffers {
    /** Bytes; more than the longest datagram, 65,507. */
    static final int SIZE = 64 * 1024;

    private final ByteBuffer passage = ByteBuffer.allocateDirect(SIZE);
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private final int most;
    private int made;

    /** @param most how many may be held at once */
    Buffers(int most) {
        this.most = most;
    }

    /** The same one each time, empty: to read, and to write before somebody else reads. */
    ByteBuffer passage() {
        return passage.clear();
    }

    /**
     * A copy of what is left, to be given back when it is written.
     *
     * @throws IOException when too much is held already
     */
    ByteBuffer hold(ByteBuffer rest) throws IOException {
        ByteBuffer held = free.poll();
        if (held == null) {
            if (made == most) {
                throw new IOException(most + " slow readers hold all buffers");
            }
            made++;
            held = ByteBuffer.allocateDirect(SIZE);
        }
        return held.clear().put(rest).flip();
    }

    void giveBack(ByteBuffer held) {
        free.push(held);
    }
}
