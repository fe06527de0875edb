package io.hostport4j.netlink.route;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The way that a packet from this node to one address takes; {@code struct rtmsg} in {@code linux/rtnetlink.h}.
 *
 * @param type what happens to the packet
 * @param outputInterface index of the link it leaves by, 1 upwards; that of the loopback link for an address of this node
 * @param gateway the next node, empty when the destination is on the link itself; may be of IPv6 for a destination of IPv4
 * @param preferredSource the source address the kernel would choose, when it has one
 * @param table the routing table, e.g. 254 for main and 255 for local
 */
public record Route(
        RouteType type, int outputInterface, Optional<InetAddress> gateway, Optional<InetAddress> preferredSource, int table) {
    static final int HEADER_LENGTH = 12;
    private static final int DESTINATION_LENGTH_OFFSET = 1;
    private static final int TABLE_OFFSET = 4;
    private static final int TYPE_OFFSET = 7;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PREFSRC = 7;
    private static final int RTA_TABLE = 15;
    private static final int RTA_VIA = 18;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the interface index is below 1
     */
    public Route {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(preferredSource, "preferredSource");
        if (outputInterface < 1) {
            throw new IllegalArgumentException("output interface \"" + outputInterface + "\" is no link index; these begin at 1");
        }
    }

    static Route parse(NetlinkMessage message) {
        Attributes attributes = message.attributes(HEADER_LENGTH);
        ByteBuffer header = message.payload();
        int table = header.get(TABLE_OFFSET) & 0xff;
        int outputInterface = 0;
        Optional<InetAddress> gateway = Optional.empty();
        Optional<InetAddress> source = Optional.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case RTA_OIF -> outputInterface = attributes.u32();
                case RTA_GATEWAY -> gateway = Optional.of(attributes.address());
                case RTA_VIA -> gateway = Optional.of(via(attributes.bytes()));
                case RTA_PREFSRC -> source = Optional.of(attributes.address());
                // The header has one byte for it, tables may have larger numbers.
                case RTA_TABLE -> table = attributes.u32();
                default -> { }
            }
        }
        if (outputInterface < 1) {
            throw new MalformedMessageException("route without an output interface");
        }
        return new Route(RouteType.of(header.get(TYPE_OFFSET) & 0xff), outputInterface, gateway, source, table);
    }

    /** The bits of the destination that the answer names: the whole address, but where the table's own entry was asked for. */
    static int destinationLength(NetlinkMessage message) {
        // Also checks that there is a header.
        message.attributes(HEADER_LENGTH);
        return message.payload().get(DESTINATION_LENGTH_OFFSET) & 0xff;
    }

    /** {@code struct rtvia}: two bytes of address family, then the address. */
    private static InetAddress via(byte[] value) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(value, Math.min(2, value.length), value.length));
        } catch (UnknownHostException e) {
            throw new MalformedMessageException("gateway of " + value.length + " bytes");
        }
    }
}
