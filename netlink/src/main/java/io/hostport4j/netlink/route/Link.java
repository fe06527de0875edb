package io.hostport4j.netlink.route;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface; {@code struct ifinfomsg} in {@code linux/rtnetlink.h} and {@code IFLA_*} in {@code linux/if_link.h}.
 *
 * @param index 1 upwards, unique in its network namespace
 * @param name up to 15 bytes, e.g. {@code eth0}
 * @param kind what made it, e.g. {@code veth} or {@code bridge}; empty for loopback and hardware
 * @param loopback whether it is the loopback link
 * @param up whether it was set up; it may still lack a carrier
 * @param mtu the longest packet, in bytes
 * @param master index of the link it belongs to, e.g. its bridge
 * @param lower index of the link below it, or of its peer, in the namespace of {@code lowerNetnsId} when there is one
 * @param lowerNetnsId id of the other network namespace that {@code lower} is in; -1 when that has no id here
 * @param hairpin whether it is a port of a bridge that sends packets back out of the port they came in by
 */
public record Link(int index, String name, Optional<String> kind, boolean loopback, boolean up, int mtu, OptionalInt master,
        OptionalInt lower, OptionalInt lowerNetnsId, boolean hairpin) {
    static final int HEADER_LENGTH = 16;
    private static final int INDEX_OFFSET = 4;
    private static final int FLAGS_OFFSET = 8;
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOOPBACK = 0x8;
    static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_LINK_NETNSID = 37;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_BRPORT_MODE = 4;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when the index is below 1
     */
    public Link {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(master, "master");
        Objects.requireNonNull(lower, "lower");
        Objects.requireNonNull(lowerNetnsId, "lowerNetnsId");
        if (index < 1) {
            throw new IllegalArgumentException("link index \"" + index + "\" is below 1");
        }
    }

    static Link parse(NetlinkMessage message) {
        Attributes attributes = message.attributes(HEADER_LENGTH);
        String name = "";
        int mtu = 0;
        OptionalInt master = OptionalInt.empty();
        OptionalInt lower = OptionalInt.empty();
        OptionalInt lowerNetnsId = OptionalInt.empty();
        Info info = new Info(Optional.empty(), false);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFLA_IFNAME -> name = attributes.string();
                case IFLA_MTU -> mtu = attributes.u32();
                case IFLA_MASTER -> master = OptionalInt.of(attributes.u32());
                case IFLA_LINK -> lower = OptionalInt.of(attributes.u32());
                case IFLA_LINK_NETNSID -> lowerNetnsId = OptionalInt.of(attributes.u32());
                case IFLA_LINKINFO -> info = Info.parse(attributes.nested());
                default -> { }
            }
        }
        ByteBuffer header = message.payload();
        int index = header.getInt(INDEX_OFFSET);
        if (index < 1) {
            throw new MalformedMessageException("link with index " + index);
        }
        int flags = header.getInt(FLAGS_OFFSET);
        return new Link(index, name, info.kind, (flags & IFF_LOOPBACK) != 0, (flags & IFF_UP) != 0, mtu,
                master, lower, lowerNetnsId, info.hairpin);
    }

    /** {@code IFLA_LINKINFO}: what made the link, and what its master says about it. */
    private record Info(Optional<String> kind, boolean hairpin) {
        static Info parse(Attributes attributes) {
            Optional<String> kind = Optional.empty();
            String masterKind = "";
            boolean hairpin = false;
            while (attributes.next()) {
                switch (attributes.type()) {
                    case IFLA_INFO_KIND -> kind = Optional.of(attributes.string());
                    case IFLA_INFO_SLAVE_KIND -> masterKind = attributes.string();
                    // Other masters number their attributes otherwise; the kernel writes their kind first.
                    case IFLA_INFO_SLAVE_DATA -> hairpin = masterKind.equals("bridge") && hairpin(attributes.nested());
                    default -> { }
                }
            }
            return new Info(kind, hairpin);
        }

        private static boolean hairpin(Attributes port) {
            while (port.next()) {
                if (port.type() == IFLA_BRPORT_MODE) {
                    return port.u8() != 0;
                }
            }
            return false;
        }
    }
}
