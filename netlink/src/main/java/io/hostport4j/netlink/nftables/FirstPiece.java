package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.NetlinkSocket;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * The begin of a listing, read from a socket of its own: a listing that was begun must be read to its end before the socket is good
 * for another, and that is put off until somebody asks again.
 *
 * <p>The socket is opened beforehand, because it belongs to the namespace of the thread that opens it.
 */
final class FirstPiece implements AutoCloseable {
    /** Holds the first piece of a dump, which the kernel makes before it knows the reader's buffer: {@code NLMSG_GOODSIZE}. */
    private static final int PIECE = 8192;

    private final NetlinkSocket socket;
    private boolean unfinished;

    private FirstPiece(NetlinkSocket socket) {
        this.socket = socket;
    }

    static FirstPiece open(Syscalls syscalls) {
        return new FirstPiece(NetlinkSocket.open(syscalls, NetlinkProtocol.NETFILTER, PIECE));
    }

    /** The first elements of a set; none when it is not there. */
    Beginning of(NamedSet set, MessageWriter writer, int sequence) {
        while (unfinished) {
            unfinished = !endsIn(NetlinkMessage.parse(socket.next()));
        }
        NftRequest request = new NftRequest.OfElements(set);
        request.write(writer, sequence);
        socket.send(writer.written());
        List<NetlinkMessage> piece = NetlinkMessage.parse(socket.next());
        unfinished = !endsIn(piece);
        List<SetElement> elements = new ArrayList<>();
        for (NetlinkMessage message : piece) {
            if (message.type() == NftMessage.NEWSETELEM) {
                ElementCodec.parse(message, elements);
            } else if (message.type() == NetlinkTypes.ERROR) {
                ErrorMessage refusal = ErrorMessage.parse(message);
                if (Errno.of(refusal.errno()) != Errno.ENOENT) {
                    throw NetlinkException.ofRefusal(request.toString(), refusal, message.sequence());
                }
            }
        }
        return new Beginning(elements, !unfinished);
    }

    @Override
    public void close() {
        socket.close();
    }

    private static boolean endsIn(List<NetlinkMessage> piece) {
        for (NetlinkMessage message : piece) {
            if (message.type() == NetlinkTypes.DONE || message.type() == NetlinkTypes.ERROR) {
                return true;
            }
        }
        return false;
    }
}
