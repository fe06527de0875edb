package io.hostport4j.netlink.diag;

import io.hostport4j.netlink.socket.Answers;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the sockets that wait for packets of anybody, {@code sock_diag(7)}. It needs no privilege.
 *
 * <p>Of an SCTP socket bound to several addresses the first is listed. Not thread-safe.
 */
public final class SocketDiagnostics implements AutoCloseable {
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int TCP_CLOSE = 7;
    private static final int TCP_LISTEN = 10;
    private static final int ANY_PORT = 0;

    private final Conversation conversation;
    private final MessageWriter writer = new MessageWriter();

    private SocketDiagnostics(Conversation conversation) {
        this.conversation = conversation;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public static SocketDiagnostics open(Syscalls syscalls) {
        return new SocketDiagnostics(Conversation.open(syscalls, NetlinkProtocol.SOCK_DIAG));
    }

    /**
     * All listening sockets of TCP or SCTP, or all bound and unconnected ones of UDP, in both address families.
     *
     * @return none for SCTP when the kernel has no SCTP
     * @throws NetlinkException when the kernel refuses
     */
    public List<ListeningSocket> listening(TransportProtocol protocol) {
        return list(protocol, ANY_PORT);
    }

    /**
     * Those of {@link #listening(TransportProtocol)} that have a local port; the kernel does the choosing.
     *
     * @param port 1 to 65535
     * @throws IllegalArgumentException when the port is outside that range
     * @throws NetlinkException when the kernel refuses
     */
    public List<ListeningSocket> listening(TransportProtocol protocol, int port) {
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port \"" + port + "\" is not in 1 to 65535");
        }
        return list(protocol, port);
    }

    @Override
    public void close() {
        conversation.close();
    }

    private List<ListeningSocket> list(TransportProtocol protocol, int port) {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            add(sockets, protocol, port, dump(family, protocol, port));
        }
        return List.copyOf(sockets);
    }

    private Answers dump(AddressFamily family, TransportProtocol protocol, int port) {
        int sequence = conversation.nextSequence();
        // struct inet_diag_req_v2: family, protocol, extensions, pad; states; then the socket's identity:
        // source and destination port, source and destination address, interface, cookie
        writer.clear().begin(SOCK_DIAG_BY_FAMILY, NetlinkFlags.REQUEST | NetlinkFlags.DUMP, sequence)
                .u8(family.number()).u8(protocol.number()).u8(0).u8(0)
                .u32(states(protocol))
                .be16(port).be16(0)
                .bytes(new byte[16]).bytes(new byte[16])
                .u32(0).u32(0).u32(0)
                .end();
        Answers answers = conversation.consistently(writer);
        ErrorMessage refusal = answers.errors().get(sequence);
        if (refusal == null || protocol == TransportProtocol.SCTP && Errno.of(refusal.errno()) == Errno.ENOENT) {
            return answers;
        }
        throw NetlinkException.ofRefusal("list " + protocol + " sockets of " + family, refusal, sequence);
    }

    private static void add(List<ListeningSocket> sockets, TransportProtocol protocol, int port, Answers answers) {
        try {
            for (NetlinkMessage message : answers.messages()) {
                int found = ListeningSocket.port(message);
                if (found != ANY_PORT && (port == ANY_PORT || port == found)) {
                    sockets.add(ListeningSocket.parse(protocol, message));
                }
            }
        } catch (MalformedMessageException e) {
            throw NetlinkException.ofMalformed("list " + protocol + " sockets", e);
        }
    }

    /** A bit for each wanted state. A UDP socket has no state but "connected" (1) and this one. */
    private static int states(TransportProtocol protocol) {
        return switch (protocol) {
            case TCP, SCTP -> 1 << TCP_LISTEN;
            case UDP -> 1 << TCP_CLOSE;
        };
    }
}
