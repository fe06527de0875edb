package io.hostport4j.netlink.diag;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A socket of this node that takes packets from anybody; {@code struct inet_diag_msg} in {@code linux/inet_diag.h}.
 *
 * @param protocol its protocol
 * @param address the local address; {@code 0.0.0.0} or {@code ::} for all of them
 * @param port the local port, 1 to 65535
 * @param inode its number in {@code /proc/<pid>/fd}, by which its process is found
 * @param uid its owner, as the user namespace of the asker numbers them
 * @param boundInterface index of the only link it takes packets from (SO_BINDTODEVICE)
 * @param v6Only whether it refuses IPv4 (IPV6_V6ONLY); a socket at {@code ::} without this takes IPv4 too
 */
public record ListeningSocket(TransportProtocol protocol, InetAddress address, int port, long inode, long uid,
        OptionalInt boundInterface, boolean v6Only) {
    private static final int HEADER_LENGTH = 72;
    private static final int FAMILY_OFFSET = 0;
    private static final int SOURCE_PORT_OFFSET = 4;
    private static final int SOURCE_OFFSET = 8;
    private static final int INTERFACE_OFFSET = 40;
    private static final int UID_OFFSET = 64;
    private static final int INODE_OFFSET = 68;
    private static final int AF_INET = 2;
    private static final int INET_DIAG_SKV6ONLY = 11;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the port is not in 1 to 65535
     */
    public ListeningSocket {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(boundInterface, "boundInterface");
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port \"" + port + "\" is not in 1 to 65535");
        }
    }

    static int port(NetlinkMessage message) {
        ByteBuffer header = header(message);
        return (header.get(SOURCE_PORT_OFFSET) & 0xff) << 8 | header.get(SOURCE_PORT_OFFSET + 1) & 0xff;
    }

    static ListeningSocket parse(TransportProtocol protocol, NetlinkMessage message) {
        ByteBuffer header = header(message);
        boolean v6Only = false;
        Attributes attributes = message.attributes(HEADER_LENGTH);
        while (attributes.next()) {
            if (attributes.type() == INET_DIAG_SKV6ONLY) {
                v6Only = attributes.u8() != 0;
            }
        }
        int boundInterface = header.getInt(INTERFACE_OFFSET);
        return new ListeningSocket(protocol, address(header), port(message), Integer.toUnsignedLong(header.getInt(INODE_OFFSET)),
                Integer.toUnsignedLong(header.getInt(UID_OFFSET)),
                boundInterface == 0 ? OptionalInt.empty() : OptionalInt.of(boundInterface), v6Only);
    }

    private static InetAddress address(ByteBuffer header) {
        byte[] address = new byte[header.get(FAMILY_OFFSET) == AF_INET ? 4 : 16];
        header.get(SOURCE_OFFSET, address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }

    private static ByteBuffer header(NetlinkMessage message) {
        if (message.payload().remaining() < HEADER_LENGTH) {
            throw new MalformedMessageException("socket message of " + message.payload().remaining() + " bytes instead of "
                    + HEADER_LENGTH);
        }
        return message.payload();
    }
}
