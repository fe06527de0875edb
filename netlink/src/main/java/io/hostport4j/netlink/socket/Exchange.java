package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
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
import java.util.Set;

/** What was asked in one send, and what has been answered to it so far. */
final class Exchange {
    private final Set<Integer> asked = new HashSet<>();
    private final Set<Integer> open = new HashSet<>();
    private final List<NetlinkMessage> messages = new ArrayList<>();
    private final Map<Integer, ErrorMessage> errors = new LinkedHashMap<>();
    private boolean interrupted;
    private boolean closing;
    private int taken;

    Exchange(ByteBuffer requests) {
        for (NetlinkMessage request : NetlinkMessage.parse(requests)) {
            asked.add(request.sequence());
            // An acknowledgement or the end of the dump will close these; others may stay without an answer.
            if (request.has(NetlinkFlags.ACK) || request.has(NetlinkFlags.DUMP)) {
                open.add(request.sequence());
                closing = true;
            }
        }
    }

    /**
     * Takes in one datagram, which is copied.
     *
     * @throws MalformedMessageException when a message in it is cut
     * @throws NetlinkException when it says that data was lost
     */
    void take(ByteBuffer datagram) {
        for (NetlinkMessage message : NetlinkMessage.parse(copy(datagram))) {
            if (message.type() == NetlinkTypes.OVERRUN) {
                throw NetlinkException.ofSystemCall("receive, data lost", Errno.ENOBUFS.number());
            }
            // Notifications of groups joined on the same socket, or what an earlier failure left behind, answer nothing.
            if (asked.contains(message.sequence())) {
                taken++;
                take(message);
            }
        }
    }

    private void take(NetlinkMessage message) {
        interrupted |= message.has(NetlinkFlags.MULTI | NetlinkFlags.DUMP_INTERRUPTED);
        switch (message.type()) {
            case NetlinkTypes.NOOP -> { }
            case NetlinkTypes.DONE -> close(message.sequence(), ErrorMessage.parseDone(message));
            case NetlinkTypes.ERROR -> close(message.sequence(), ErrorMessage.parse(message));
            default -> messages.add(message);
        }
    }

    private void close(int sequence, ErrorMessage status) {
        open.remove(sequence);
        if (status.errno() != 0) {
            errors.putIfAbsent(sequence, status);
        }
    }

    /** Whether so many answers are there, and no more can come: behind the first refusal of a batch there may be others. */
    boolean hasAll(int answers) {
        return taken >= answers && open.isEmpty() && (errors.isEmpty() || !closing);
    }

    /**
     * All answers, when no more are to come.
     *
     * @throws NetlinkException when one that must come is missing
     */
    Answers answers() {
        // A refused batch leaves the acknowledgements of its other messages out.
        if (errors.isEmpty() && !open.isEmpty()) {
            throw NetlinkException.ofSystemCall("receive, " + open.size() + " requests without an answer", Errno.ENOBUFS.number());
        }
        return new Answers(messages, errors, interrupted);
    }

    /** The socket's buffer is used again for the next datagram; answers outlive it. */
    private static ByteBuffer copy(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).order(ByteOrder.nativeOrder());
        return copy.put(datagram).flip();
    }
}
