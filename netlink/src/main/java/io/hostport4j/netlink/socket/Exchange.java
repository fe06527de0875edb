package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was asked in one send, and what has been answered to it so far. */
final class Exchange {
    private final List<NetlinkMessage> messages = new ArrayList<>();
    private final Map<Integer, ErrorMessage> errors = new LinkedHashMap<>();
    private int[] asked = new int[8];
    private boolean[] open = new boolean[8];
    private int count;
    private int matched;
    private int stillOpen;
    private boolean closing;
    private int taken;
    private boolean interrupted;

    Exchange(ByteBuffer requests) {
        // Their own headers, struct nlmsghdr, are read in place: length at 0, flags at 6, sequence number at 8.
        for (int at = requests.position(); at < requests.limit(); at += (requests.getInt(at) + 3) & ~3) {
            int flags = requests.getShort(at + 6);
            // An acknowledgement or the end of the dump will close these; others may stay without an answer.
            add(requests.getInt(at + 8), has(flags, NetlinkFlags.ACK) || has(flags, NetlinkFlags.DUMP));
        }
    }

    private static boolean has(int flags, int wanted) {
        return (flags & wanted) == wanted;
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
            int request = requestOf(message.sequence());
            if (request >= 0) {
                taken++;
                take(message, request);
            }
        }
    }

    private void take(NetlinkMessage message, int request) {
        interrupted |= message.has(NetlinkFlags.MULTI | NetlinkFlags.DUMP_INTERRUPTED);
        switch (message.type()) {
            case NetlinkTypes.NOOP -> { }
            case NetlinkTypes.DONE -> close(request, ErrorMessage.parseDone(message));
            case NetlinkTypes.ERROR -> close(request, ErrorMessage.parse(message));
            default -> messages.add(message);
        }
    }

    private void close(int request, ErrorMessage status) {
        if (open[request]) {
            open[request] = false;
            stillOpen--;
        }
        if (status.errno() != 0) {
            errors.putIfAbsent(asked[request], status);
        }
    }

    /** Whether so many answers are there, and no more can come: behind the first refusal of a batch there may be others. */
    boolean hasAll(int answers) {
        return taken >= answers && stillOpen == 0 && (errors.isEmpty() || !closing);
    }

    /**
     * All answers, when no more are to come.
     *
     * @throws NetlinkException when one that must come is missing
     */
    Answers answers() {
        // A refused batch leaves the acknowledgements of its other messages out.
        if (errors.isEmpty() && stillOpen > 0) {
            throw NetlinkException.ofSystemCall("receive, " + stillOpen + " requests without an answer", Errno.ENOBUFS.number());
        }
        return new Answers(messages, errors, interrupted);
    }

    private void add(int sequence, boolean closes) {
        if (count == asked.length) {
            asked = Arrays.copyOf(asked, count * 2);
            open = Arrays.copyOf(open, count * 2);
        }
        asked[count] = sequence;
        open[count] = closes;
        count++;
        if (closes) {
            stillOpen++;
            closing = true;
        }
    }

    /** Answers come in the order of the requests, so the search goes on where the last one ended; -1 for no request of these. */
    private int requestOf(int sequence) {
        for (int i = 0; i < count; i++) {
            int request = (matched + i) % count;
            if (asked[request] == sequence) {
                matched = request;
                return request;
            }
        }
        return -1;
    }

    /** The socket's buffer is used again for the next datagram; answers outlive it. */
    private static ByteBuffer copy(ByteBuffer datagram) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).order(ByteOrder.nativeOrder());
        return copy.put(datagram).flip();
    }
}
