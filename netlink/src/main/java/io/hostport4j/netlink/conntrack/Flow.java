package io.hostport4j.netlink.conntrack;

import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.Objects;

/**
 * A connection, or what the kernel takes for one, with the translation of its addresses ({@code linux/netfilter/nfnetlink_conntrack.h}).
 *
 * @param protocol the IP protocol's number, e.g. 6 for TCP, 17 for UDP, 132 for SCTP
 * @param original the first packet as it was sent, before any translation
 * @param reply the answers as they come back: their source is where the first packet was sent to in the end
 * @param status {@code IPS_*} bits of {@code linux/netfilter/nf_conntrack_common.h}
 * @param mark set by rules, 0 when unset; as an unsigned number
 * @param zone the tracking zone of the original direction, 0 to 65535; 0 unless rules set one
 * @param id the kernel's number for it; another flow with the same tuples has another one, as good as always
 */
public record Flow(int protocol, FlowTuple original, FlowTuple reply, int status, int mark, int zone, int id) {
    static final int CTA_TUPLE_ORIG = 1;
    static final int CTA_TUPLE_REPLY = 2;
    static final int CTA_STATUS = 3;
    private static final int CTA_MARK = 8;
    static final int CTA_ID = 12;
    static final int CTA_ZONE = 18;
    /** Bytes of {@code struct nfgenmsg}. */
    static final int HEADER_LENGTH = 4;
    private static final int IPS_SEEN_REPLY = 1 << 1;
    private static final int IPS_SRC_NAT = 1 << 4;
    /** The destination is translated. */
    public static final int IPS_DST_NAT = 1 << 5;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException when protocol or zone are out of range
     */
    public Flow {
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(reply, "reply");
        if (protocol < 0 || protocol > 0xff) {
            throw new IllegalArgumentException("protocol \"" + protocol + "\" is not in 0 to 255");
        }
        if (zone < 0 || zone > 0xffff) {
            throw new IllegalArgumentException("zone \"" + zone + "\" is not in 0 to 65535");
        }
    }

    /** The family of its original addresses. */
    public AddressFamily family() {
        return AddressFamily.of(original.source());
    }

    /** Whether packets have come back. */
    public boolean isAnswered() {
        return (status & IPS_SEEN_REPLY) != 0;
    }

    /** Whether its source is translated (SNAT, masquerading). */
    public boolean isSourceTranslated() {
        return (status & IPS_SRC_NAT) != 0;
    }

    /** Whether its destination is translated (DNAT). */
    public boolean isDestinationTranslated() {
        return (status & IPS_DST_NAT) != 0;
    }

    static Flow parse(NetlinkMessage message) {
        TupleAttributes original = null;
        TupleAttributes reply = null;
        int status = 0;
        int mark = 0;
        int zone = 0;
        int id = 0;
        Attributes attributes = message.attributes(HEADER_LENGTH);
        while (attributes.next()) {
            switch (attributes.type()) {
                case CTA_TUPLE_ORIG -> original = TupleAttributes.parse(attributes.nested());
                case CTA_TUPLE_REPLY -> reply = TupleAttributes.parse(attributes.nested());
                case CTA_STATUS -> status = attributes.be32();
                case CTA_MARK -> mark = attributes.be32();
                case CTA_ZONE -> zone = attributes.be16();
                case CTA_ID -> id = attributes.be32();
                default -> { }
            }
        }
        if (original == null || reply == null) {
            throw new MalformedMessageException("flow without its two tuples");
        }
        // A zone of one direction stands in that tuple, one of both directions beside them.
        return new Flow(original.protocol(), original.tuple(), reply.tuple(), status, mark, Math.max(zone, original.zone()), id);
    }
}
