package io.hostport4j.netlink.backend;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.Syscalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** A kernel that opens sockets, or refuses to, and refuses each request that comes. */
final class RefusingKernel implements Syscalls {
    private static final int HEADER_LENGTH = 16;
    private static final short NLMSG_ERROR = 2;

    private final int toSocket;
    private final Errno toRequests;
    private final Deque<Integer> unanswered = new ArrayDeque<>();
    int open;

    private RefusingKernel(int toSocket, Errno toRequests) {
        this.toSocket = toSocket;
        this.toRequests = toRequests;
    }

    static RefusingKernel ofSockets(Errno errno) {
        return new RefusingKernel(-errno.number(), errno);
    }

    static RefusingKernel ofRequests(Errno errno) {
        return new RefusingKernel(3, errno);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        open += toSocket < 0 ? 0 : 1;
        return toSocket;
    }

    @Override
    public int bind(int descriptor, ByteBuffer address) {
        return 0;
    }

    @Override
    public int setSocketOption(int descriptor, int level, int option, int value) {
        return 0;
    }

    /** {@code struct nlmsghdr}: length, type, flags, sequence number, port id. */
    @Override
    public int send(int descriptor, ByteBuffer bytes, int flags) {
        ByteBuffer messages = bytes.duplicate().order(ByteOrder.nativeOrder());
        for (int at = messages.position(); at < messages.limit(); at += messages.getInt(at)) {
            unanswered.add(messages.getInt(at + 8));
        }
        return bytes.remaining();
    }

    /** {@code struct nlmsgerr}: the negative error number and the header of the request. */
    @Override
    public int receive(int descriptor, ByteBuffer bytes, int flags) {
        if (unanswered.isEmpty()) {
            return -Errno.EAGAIN.number();
        }
        int sequence = unanswered.remove();
        ByteBuffer answer = bytes.duplicate().order(ByteOrder.nativeOrder());
        answer.putInt(HEADER_LENGTH + 4 + HEADER_LENGTH).putShort(NLMSG_ERROR).putShort((short) 0x100).putInt(sequence).putInt(0);
        answer.putInt(-toRequests.number()).putInt(HEADER_LENGTH).putShort((short) 0).putShort((short) 0).putInt(sequence).putInt(0);
        return HEADER_LENGTH + 4 + HEADER_LENGTH;
    }

    @Override
    public int poll(int descriptor, int milliseconds) {
        return unanswered.isEmpty() ? 0 : 1;
    }

    @Override
    public int close(int descriptor) {
        open--;
        return 0;
    }
}
