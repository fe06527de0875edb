package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
     * Sends all requests at once and reads all that the kernel says to them, refusals included.
     *
     * @throws NetlinkException when sending or receiving fails, or an acknowledgement asked for stays out
     */
    public Answers exchange(MessageWriter requests) {
        ByteBuffer bytes = requests.written();
        Set<Integer> awaited = closings(bytes);
        socket.send(bytes);
        return readAll(awaited);
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

    private Answers readAll(Set<Integer> awaited) {
        List<NetlinkMessage> messages = new ArrayList<>();
        Map<Integer, ErrorMessage> errors = new LinkedHashMap<>();
        boolean interrupted = false;
        for (Optional<ByteBuffer> datagram = socket.receive(); datagram.isPresent(); datagram = socket.receive()) {
            for (NetlinkMessage message : NetlinkMessage.parse(copy(datagram.get()))) {
                interrupted |= message.has(NetlinkFlags.MULTI | NetlinkFlags.DUMP_INTERRUPTED);
                switch (message.type()) {
                    case NetlinkTypes.NOOP -> { }
                    case NetlinkTypes.OVERRUN -> throw NetlinkException.ofSystemCall("receive, data lost", Errno.ENOBUFS.number());
                    case NetlinkTypes.DONE -> close(message.sequence(), doneStatus(message), awaited, errors);
                    case NetlinkTypes.ERROR -> close(message.sequence(), ErrorMessage.parse(message), awaited, errors);
                    default -> messages.add(message);
                }
            }
        }
        // A refused batch leaves the acknowledgements of its other messages out.
        if (errors.isEmpty() && !awaited.isEmpty()) {
            throw NetlinkException.ofSystemCall("receive, " + awaited.size() + " requests without an answer", Errno.ENOBUFS.number());
        }
        return new Answers(messages, errors, interrupted);
    }

    private static void close(int sequence, ErrorMessage status, Set<Integer> awaited, Map<Integer, ErrorMessage> errors) {
        awaited.remove(sequence);
        if (status.errno() != 0) {
            errors.putIfAbsent(sequence, status);
        }
    }

    /** A dump that fails on the way says so with a negative error number in its last message. */
    private static ErrorMessage doneStatus(NetlinkMessage done) {
        int status = done.payload().remaining() >= Integer.BYTES ? -done.payload().getInt(0) : 0;
        return new ErrorMessage(status, Optional.empty(), java.util.OptionalInt.empty());
    }

    /** Sequence numbers of the requests that will be closed by an acknowledgement or the end of a dump. */
    private static Set<Integer> closings(ByteBuffer requests) {
        Set<Integer> sequences = new HashSet<>();
        for (NetlinkMessage request : NetlinkMessage.parse(requests)) {
            if (request.has(NetlinkFlags.ACK)) {
                sequences.add(request.sequence());
            }
        }
        return sequences;
    }

    /** The socket's buffer is used again for the next datagram; answers outlive it. */
    private static ByteBuffer copy(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).order(ByteOrder.nativeOrder());
        return copy.put(datagram).flip();
    }
}
