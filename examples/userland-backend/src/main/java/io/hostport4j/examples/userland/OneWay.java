package io.hostport4j.examples.userland;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The bytes that go one way through a connection: read from one socket, written to the other. Nothing more is read before all is
 * written, so at most {@value Buffers#SIZE} bytes are held, and a slow reader makes its writer wait as it would without us.
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
        boolean more = held == null || writeHeld();
        for (int round = 0; more && round < ROUNDS; round++) {
            more = pass();
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

    /** Whether all was written and it is worth while to read again: a buffer that was not full took all there was. */
    private boolean pass() throws IOException {
        ByteBuffer buffer = buffers.passage();
        int count = from.read(buffer);
        if (count > 0) {
            to.write(buffer.flip());
            held = buffer.hasRemaining() ? buffers.hold(buffer) : null;
        } else if (count < 0 && !ended) {
            ended = true;
            to.shutdownOutput();
        }
        return count == Buffers.SIZE && held == null;
    }

    /** Whether nothing is left of it. */
    private boolean writeHeld() throws IOException {
        to.write(held);
        if (held.hasRemaining()) {
            return false;
        }
        drop();
        return true;
    }
}
