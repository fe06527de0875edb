package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Requests and their answers on one socket.
 *
 * <p>The kernel handles netlink requests inside {@code send}, and goes on with a dump inside {@code recv}; so when nothing waits any
 * more, all has been said. Every answer is read before a call returns, after errors too: an answer left behind would be taken for
 * one of the next request. Not thread-safe.
 */
public final class Conversation implements AutoCloseable {
    /** Holds the largest piece of a dump: the kernel makes none of more than 32 KiB ({@code netlink_recvmsg}). */
    private static final int RECEIVE_CAPACITY = 64 * 1024;
    private static final int DUMP_TRIES = 64;

    private final NetlinkSocket socket;
    private int sequence;

    /** @param socket nobody else reads from it; closed with the conversation */
    public Conversation(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public static Conversation open(Syscalls syscalls, NetlinkProtocol protocol) {
        return new Conversation(NetlinkSocket.open(syscalls, protocol, RECEIVE_CAPACITY));
    }

    /** A sequence number for the next request, never 0, which notifications have. */
    public int nextSequence() {
        sequence = sequence == Integer.MAX_VALUE ? 1 : sequence + 1;
        return sequence;
    }

    /** See {@link NetlinkSocket#sendRoom}. */
    public void sendRoom(int bytes) {
        socket.sendRoom(bytes);
    }

    /** See {@link NetlinkSocket#receiveRoom}. */
    public void receiveRoom(int bytes) {
        socket.receiveRoom(bytes);
    }

    /**
     * Sends all requests at once and reads all that the kernel says to them, refusals included. At most one of them may be a dump:
     * a second one is refused with EBUSY while the first goes on.
     *
     * @throws NetlinkException when sending or receiving fails, or an acknowledgement asked for or the end of a dump stays out
     */
    public Answers exchange(MessageWriter requests) {
        return exchange(requests, Integer.MAX_VALUE);
    }

    /**
     * {@link #exchange(MessageWriter)}, for requests whose answers can be counted: so many messages that are neither part of a dump
     * nor followed by another. It spares the last look for more, which is a system call; after a refusal it is taken all the same.
     */
    public Answers exchange(MessageWriter requests, int answers) {
        ByteBuffer bytes = requests.written();
        Exchange exchange = new Exchange(bytes);
        socket.send(bytes);
        readAll(exchange, answers);
        return exchange.answers();
    }

    /**
     * {@link #exchange}, again while a dump among the requests was interrupted by changes.
     *
     * @throws NetlinkException also when changes go on for ever (EAGAIN)
     */
    public Answers consistently(MessageWriter requests) {
        for (int tries = 0; tries < DUMP_TRIES; tries++) {
            Answers answers = exchange(requests);
            if (!answers.interrupted()) {
                return answers;
            }
        }
        throw NetlinkException.ofSystemCall("dump, interrupted " + DUMP_TRIES + " times by changes", Errno.EAGAIN.number());
    }

    @Override
    public void close() {
        socket.close();
    }

    /**
     * Reads on after a failure, so that nothing is left for the next request. A socket reports an error once: two in a row, without
     * a datagram between them, mean that it is of no use any more.
     */
    private void readAll(Exchange exchange, int answers) {
        NetlinkException failure = null;
        boolean failedBefore = false;
        while (!exchange.hasAll(answers)) {
            try {
                Optional<ByteBuffer> datagram = socket.receive();
                if (datagram.isEmpty()) {
                    break;
                }
                failedBefore = false;
                exchange.take(datagram.get());
            } catch (MalformedMessageException e) {
                failure = failure == null ? NetlinkException.ofMalformed("receive", e) : failure;
            } catch (NetlinkException e) {
                failure = failure == null ? e : failure;
                // EMSGSIZE has taken its datagram away.
                if (failedBefore && e.errno() != Errno.EMSGSIZE) {
                    break;
                }
                failedBefore = true;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
