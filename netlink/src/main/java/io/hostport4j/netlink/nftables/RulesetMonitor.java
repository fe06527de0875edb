package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.NetlinkSocket;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Hears of every change of the rule set, its own process's included, in the network namespace of the thread that opened it: the
 * multicast group {@code NFNLGRP_NFTABLES} of {@code linux/netfilter/nfnetlink.h}.
 *
 * <p>One thread {@linkplain #await awaits}; every other may {@linkplain #wakeUp wake} it, or close the monitor.
 */
public final class RulesetMonitor implements AutoCloseable {
    /** Notices of some ten thousand rules; more than {@code net.core.rmem_max} needs CAP_NET_ADMIN in the first user namespace. */
    public static final int WAITING_ROOM = 4 << 20;

    private static final int NFNLGRP_NFTABLES = 7;
    /** The kernel puts several notices into one datagram, of up to a page ({@code NLMSG_GOODSIZE}). */
    private static final int RECEIVE_CAPACITY = 64 * 1024;
    /** Whoever changes rules faster than they are read must not keep the reader for ever. */
    private static final int DATAGRAMS_AT_ONCE = 4096;

    private final NetlinkSocket socket;
    private final Notices notices;
    private final Object reading = new Object();
    private final Object waking = new Object();
    private volatile boolean awake;
    private volatile boolean closed;

    private RulesetMonitor(NetlinkSocket socket, Set<Table> watched) {
        this.socket = socket;
        this.notices = new Notices(watched);
    }

    /**
     * Hears of changes from now on.
     *
     * @param watched tables that a change is told of by name; of all others only that there was one
     * @param waitingRoom bytes of notices that may wait to be read before some are lost, e.g. {@link #WAITING_ROOM}
     * @throws NetlinkException when the kernel refuses
     */
    public static RulesetMonitor open(Syscalls syscalls, Set<Table> watched, int waitingRoom) {
        NetlinkSocket socket = NetlinkSocket.open(syscalls, NetlinkProtocol.NETFILTER, RECEIVE_CAPACITY);
        try {
            socket.receiveRoom(waitingRoom);
            socket.join(NFNLGRP_NFTABLES);
            return new RulesetMonitor(socket, watched);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Waits for a change, and takes all that waits.
     *
     * @param timeout rounded down to milliseconds, at most 24 days
     * @return empty when the time was up, when somebody woke it, or when it is closed
     * @throws NetlinkException when reading fails; lost notices are no failure, but a {@link RulesetChange#lost}
     */
    public Optional<RulesetChange> await(Duration timeout) {
        synchronized (reading) {
            if (!closed && !awake && socket.awaitReadable((int) Math.min(timeout.toMillis(), Integer.MAX_VALUE)) && !closed) {
                drain();
            }
            awake = false;
            return notices.isEmpty() ? Optional.empty() : Optional.of(notices.take());
        }
    }

    /** Ends the {@link #await} that goes on, or else the next one. Does nothing when closed. */
    public void wakeUp() {
        synchronized (waking) {
            if (!closed) {
                wake();
            }
        }
    }

    /** Ends the {@link #await} that goes on. Doing it twice is the same as once. */
    @Override
    public void close() {
        synchronized (waking) {
            if (closed) {
                return;
            }
            closed = true;
            wake();
        }
        // Not before the reader has left: a closed descriptor's number may be another file's by the time that it is polled.
        synchronized (reading) {
            socket.close();
        }
    }

    /**
     * Asks the kernel something on the socket itself: the answer ends its poll, and no second descriptor is needed. When its queue is
     * full there is no answer, and no need for one.
     */
    private void wake() {
        awake = true;
        MessageWriter request = new MessageWriter();
        GenerationCodec.writeRequest(request, 1);
        socket.send(request.written());
    }

    private void drain() {
        for (int i = 0; i < DATAGRAMS_AT_ONCE; i++) {
            try {
                Optional<ByteBuffer> datagram = socket.receive();
                if (datagram.isEmpty()) {
                    return;
                }
                notices.add(datagram.get());
            } catch (NetlinkException e) {
                if (e.errno() != Errno.ENOBUFS) {
                    throw e;
                }
                notices.lost();
            } catch (MalformedMessageException e) {
                // What is not understood may be of a watched table.
                notices.lost();
            }
        }
    }
}
