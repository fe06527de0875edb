package io.hostport4j.examples.userland;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes that go one way through a connection: read from one socket, written to the other. Nothing more is read before all is
 * written, so at most {@value Buffers#SIZE} bytes are on the way, and a slow reader makes its writer wait as it would without us.
 */
final class OneWay {
    /** After so many full buffers the other connections of the loop have their turn. */
    private static final int ROUNDS = 8;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Buffers buffers;
    /** Read and not yet written; null when there is nothing. */
    private ByteBuffer held;
    private boolean ended;

    OneWay(SocketChannel from, SocketChannel to, Buffers buffers) {
        this.from = from;
        this.to = to;
        this.buffers = buffers;
    }

    /** Moves what can be moved now, and passes the sender's end on. */
    void move() throws IOException {
        boolean more = held == null || write();
        for (int round = 0; more && round < ROUNDS; round++) {
            more = read() && write();
        }
    }

    /** Whether it waits for bytes to come. */
    boolean wantsToRead() {
        return !ended && held == null;
    }

    /** Whether it waits for room. */
    boolean wantsToWrite() {
        return held != null;
    }

    /** Whether the sender ended and all is delivered. */
    boolean isOver() {
        return ended;
    }

    /** Gives back what it holds; nothing is moved after this. */
    void drop() {
        if (held != null) {
            buffers.giveBack(held);
            held = null;
        }
    }

    /** Whether there is something to write. */
    private boolean read() throws IOException {
        held = buffers.take();
        int count = from.read(held);
        if (count > 0) {
            held.flip();
            return true;
        }
        drop();
        if (count < 0 && !ended) {
            ended = true;
            to.shutdownOutput();
        }
        return false;
    }

    /** Whether all is written and it is worth while to read again: a buffer that was not full took all there was. */
    private boolean write() throws IOException {
        to.write(held);
        if (held.hasRemaining()) {
            return false;
        }
        boolean full = held.limit() == held.capacity();
        drop();
        return full;
    }
}
