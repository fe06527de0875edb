package io.hostport4j.examples.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The agent's end of one connection, from the call to the answer. Used by the server's thread only. */
final class Conversation {
    private static final byte TAKEN = 'T';
    private static final byte GO = 'G';
    private static final byte BEAT = '.';
    /** For all that the shim does. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum State { RECEIVING, TAKEN, CALLING, ANSWERING }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Namespaces own;
    private final InstantSource clock;
    private final CallReader reader = new CallReader();
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private State state = State.RECEIVING;
    private Instant limit;
    private Optional<ShimCall> call = Optional.empty();
    private Optional<RunningCall> running = Optional.empty();
    private ByteBuffer answer = ByteBuffer.allocate(0);

    /** @param own the namespaces that calls have to come from */
    Conversation(SocketChannel channel, SelectionKey key, Namespaces own, InstantSource clock) {
        this.channel = channel;
        this.key = key;
        this.own = own;
        this.clock = clock;
        this.limit = clock.instant().plus(PATIENCE);
    }

    /**
     * Reads what has arrived.
     *
     * @param starter makes a running call of one that may begin
     * @param begin is told when one begins
     * @throws ProtocolException when the call is not served here
     * @throws IOException when the connection is broken
     */
    void read(Function<ShimCall, RunningCall> starter, Consumer<RunningCall> begin) throws IOException, ProtocolException {
        if (state == State.RECEIVING) {
            call = reader.read(channel);
            if (call.isPresent()) {
                if (!call.get().namespaces().equals(own)) {
                    throw new ProtocolException("the caller is in other namespaces");
                }
                send(TAKEN);
                state = State.TAKEN;
            }
            return;
        }
        int n = channel.read(one.clear());
        if (n < 0 && state != State.TAKEN) {
            // The answer still has to go the other way.
            key.interestOpsAnd(~SelectionKey.OP_READ);
            running.ifPresent(RunningCall::cancel);
        } else if (n < 0) {
            throw new IOException("the shim left");
        } else if (n > 0 && (state != State.TAKEN || one.get(0) != GO)) {
            throw new ProtocolException("the shim sent something that it should not");
        } else if (n > 0) {
            RunningCall started = starter.apply(call.orElseThrow());
            running = Optional.of(started);
            call = Optional.empty();
            state = State.CALLING;
            begin.accept(started);
        }
    }

    /** Sends what there is of the answer; true when nothing is left. */
    boolean write() throws IOException {
        channel.write(answer);
        if (answer.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
        return !answer.hasRemaining();
    }

    /** As {@link #write}, of an answer that came just now. */
    boolean answer(Answer result) throws IOException {
        answer = result.encode();
        state = State.ANSWERING;
        limit = clock.instant().plus(PATIENCE);
        return write();
    }

    boolean isOf(RunningCall other) {
        return running.filter(other::equals).isPresent();
    }

    boolean isOwedAnAnswer() {
        return state == State.CALLING || state == State.ANSWERING;
    }

    /** A sign of life while the shim waits; what it does not read it does not need. */
    void beat() throws IOException {
        if (state == State.CALLING) {
            channel.write(one.clear().put(0, BEAT));
        }
    }

    boolean isOverdue() {
        return state == State.CALLING ? running.filter(RunningCall::isOverdue).isPresent() : clock.instant().isAfter(limit);
    }

    /** Ends it, and its call. */
    void close() throws IOException {
        running.filter(unfinished -> state == State.CALLING).ifPresent(RunningCall::cancel);
        channel.close();
    }

    private void send(byte sign) throws IOException {
        if (channel.write(one.clear().put(0, sign)) != 1) {
            throw new IOException("the shim does not read");
        }
    }
}
