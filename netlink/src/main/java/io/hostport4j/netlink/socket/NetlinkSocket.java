package io.hostport4j.netlink.socket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A netlink socket, {@code netlink(7)}, in the network namespace of the thread that opened it.
 *
 * <p>Not thread-safe: one conversation at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_RCVBUF = 8;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;

    private final Syscalls syscalls;
    private final int descriptor;
    private final ByteBuffer received;
    private boolean closed;

    private NetlinkSocket(Syscalls syscalls, int descriptor, ByteBuffer received) {
        this.syscalls = syscalls;
        this.descriptor = descriptor;
        this.received = received;
    }

    /**
     * Opens and binds a socket; the kernel chooses its port id.
     *
     * @param protocol one of {@link NetlinkProtocol}
     * @param receiveCapacity bytes of the largest datagram to expect; also the size of the pieces in which the kernel dumps
     * @throws NetlinkException when the kernel refuses
     */
    public static NetlinkSocket open(Syscalls syscalls, NetlinkProtocol protocol, int receiveCapacity) {
        // Memory first: when there is none, no descriptor is left open.
        ByteBuffer received = ByteBuffer.allocateDirect(receiveCapacity).order(ByteOrder.nativeOrder());
        int descriptor = check("open netlink socket", syscalls.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol.number()));
        NetlinkSocket socket = new NetlinkSocket(syscalls, descriptor, received);
        try {
            // struct sockaddr_nl: family, pad, port id 0 (the kernel chooses), no groups
            ByteBuffer address = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
            address.putShort(0, (short) AF_NETLINK);
            check("bind netlink socket", syscalls.bind(descriptor, address));
            // Each is younger than the protocol itself (4.2, 4.12, 4.20); without them errors only say less.
            syscalls.setSocketOption(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, 1);
            syscalls.setSocketOption(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            syscalls.setSocketOption(descriptor, SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Makes room for a message of that many bytes: one batch is one send.
     *
     * <p>Past {@code net.core.wmem_max} this needs CAP_NET_ADMIN in the first user namespace; without it {@link #send} fails with
     * EMSGSIZE for what does not fit.
     */
    public void sendRoom(int bytes) {
        room(SO_SNDBUFFORCE, SO_SNDBUF, bytes);
    }

    /** Makes room for that many bytes of answers that nobody has read yet; past {@code net.core.rmem_max} as {@link #sendRoom}. */
    public void receiveRoom(int bytes) {
        room(SO_RCVBUFFORCE, SO_RCVBUF, bytes);
    }

    /**
     * Hears a multicast group's notifications from now on.
     *
     * @throws NetlinkException when the family has no such group
     */
    public void join(int group) {
        check("join group " + group, syscalls.setSocketOption(descriptor, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group));
    }

    /**
     * Sends messages in one system call. The kernel has handled them, and its answers wait, when this returns.
     *
     * @throws NetlinkException when the call fails
     */
    public void send(ByteBuffer messages) {
        refuseClosed("send");
        int result;
        do {
            result = syscalls.send(descriptor, messages, 0);
        } while (-result == Errno.EINTR.number());
        check("send", result);
    }

    /**
     * The next datagram that waits, valid until the next call; empty when none does.
     *
     * @throws NetlinkException when the call fails: ENOBUFS says that answers were lost; EMSGSIZE, that one is larger than the
     *     capacity given to {@link #open}
     */
    public Optional<ByteBuffer> receive() {
        refuseClosed("receive");
        received.clear();
        int length;
        do {
            length = syscalls.receive(descriptor, received, MSG_TRUNC | MSG_DONTWAIT);
        } while (-length == Errno.EINTR.number());
        if (-length == Errno.EAGAIN.number()) {
            return Optional.empty();
        }
        check("receive", length);
        if (length > received.capacity()) {
            throw NetlinkException.ofSystemCall("receive " + length + " bytes", Errno.EMSGSIZE.number());
        }
        return Optional.of(received.limit(length));
    }

    /**
     * The next datagram of those that must be there, valid until the next call. Nothing is waited for: the kernel writes an answer, and
     * each piece of a dump, before the {@link #send} or receive before it returns.
     *
     * @throws NetlinkException as {@link #receive()}; ENOBUFS also when there is none
     */
    public ByteBuffer next() {
        return receive().orElseThrow(() -> NetlinkException.ofSystemCall("receive, no answer", Errno.ENOBUFS.number()));
    }

    /**
     * Waits until {@link #receive()} has something to say; false when the time was up. Another thread may {@link #send} meanwhile, and
     * what answers it ends the wait.
     *
     * @param milliseconds negative for no limit
     * @throws NetlinkException when the call fails
     */
    public boolean awaitReadable(int milliseconds) {
        refuseClosed("poll");
        int result = syscalls.poll(descriptor, milliseconds);
        return -result == Errno.EINTR.number() || check("poll", result) > 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            syscalls.close(descriptor);
        }
    }

    /** The number of a closed descriptor may be another file's by now. */
    private void refuseClosed(String call) {
        if (closed) {
            throw NetlinkException.ofSystemCall(call + " on a closed socket", Errno.EBADF.number());
        }
    }

    private void room(int forced, int ordinary, int bytes) {
        if (syscalls.setSocketOption(descriptor, SOL_SOCKET, forced, bytes) < 0) {
            syscalls.setSocketOption(descriptor, SOL_SOCKET, ordinary, bytes);
        }
    }

    private static int check(String call, int result) {
        if (result < 0) {
            throw NetlinkException.ofSystemCall(call, -result);
        }
        return result;
    }
}
