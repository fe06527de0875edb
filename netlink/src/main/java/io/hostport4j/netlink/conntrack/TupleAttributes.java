package io.hostport4j.netlink.conntrack;

import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.net.InetAddress;

/**
 * A tuple in attributes, {@code CTA_TUPLE_*}.
 *
 * @param zone the zone of this direction alone, 0 when there is none
 */
record TupleAttributes(int protocol, FlowTuple tuple, int zone) {
    static final int CTA_TUPLE_IP = 1;
    static final int CTA_TUPLE_PROTO = 2;
    private static final int CTA_TUPLE_ZONE = 3;
    static final int CTA_IP_V4_SRC = 1;
    static final int CTA_IP_V4_DST = 2;
    private static final int CTA_IP_V6_SRC = 3;
    private static final int CTA_IP_V6_DST = 4;
    static final int CTA_PROTO_NUM = 1;
    static final int CTA_PROTO_SRC_PORT = 2;
    static final int CTA_PROTO_DST_PORT = 3;
    private static final int CTA_PROTO_ICMP_ID = 4;
    private static final int CTA_PROTO_ICMP_TYPE = 5;
    private static final int CTA_PROTO_ICMP_CODE = 6;
    private static final int CTA_PROTO_ICMPV6_ID = 7;
    private static final int CTA_PROTO_ICMPV6_TYPE = 8;
    private static final int CTA_PROTO_ICMPV6_CODE = 9;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;

    static TupleAttributes parse(Attributes attributes) {
        Reader reader = new Reader();
        int zone = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case CTA_TUPLE_IP -> reader.addresses(attributes.nested());
                case CTA_TUPLE_PROTO -> reader.protocol(attributes.nested());
                case CTA_TUPLE_ZONE -> zone = attributes.be16();
                default -> { }
            }
        }
        return new TupleAttributes(reader.protocol, reader.tuple(), zone);
    }

    /** Writes all that identifies the flow to the kernel in this direction. */
    static void write(MessageWriter writer, int type, int protocol, FlowTuple tuple) {
        boolean v4 = AddressFamily.of(tuple.source()) == AddressFamily.IPV4;
        int start = writer.openNested(type);
        int addresses = writer.openNested(CTA_TUPLE_IP);
        writer.attribute(v4 ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, tuple.source().getAddress())
                .attribute(v4 ? CTA_IP_V4_DST : CTA_IP_V6_DST, tuple.destination().getAddress())
                .closeNested(addresses);
        int proto = writer.openNested(CTA_TUPLE_PROTO);
        writer.attributeU8(CTA_PROTO_NUM, protocol);
        int typeNumber = tuple.destinationPort() >> 8;
        int code = tuple.destinationPort() & 0xff;
        switch (protocol) {
            case IPPROTO_ICMP -> writer.attributeBe16(CTA_PROTO_ICMP_ID, tuple.sourcePort())
                    .attributeU8(CTA_PROTO_ICMP_TYPE, typeNumber)
                    .attributeU8(CTA_PROTO_ICMP_CODE, code);
            case IPPROTO_ICMPV6 -> writer.attributeBe16(CTA_PROTO_ICMPV6_ID, tuple.sourcePort())
                    .attributeU8(CTA_PROTO_ICMPV6_TYPE, typeNumber)
                    .attributeU8(CTA_PROTO_ICMPV6_CODE, code);
            default -> writer.attributeBe16(CTA_PROTO_SRC_PORT, tuple.sourcePort())
                    .attributeBe16(CTA_PROTO_DST_PORT, tuple.destinationPort());
        }
        writer.closeNested(proto).closeNested(start);
    }

    /** What has been read of a tuple so far. */
    private static final class Reader {
        private InetAddress source;
        private InetAddress destination;
        private int protocol = -1;
        private int sourcePort;
        private int destinationPort;

        void addresses(Attributes attributes) {
            while (attributes.next()) {
                switch (attributes.type()) {
                    case CTA_IP_V4_SRC, CTA_IP_V6_SRC -> source = attributes.address();
                    case CTA_IP_V4_DST, CTA_IP_V6_DST -> destination = attributes.address();
                    default -> { }
                }
            }
        }

        void protocol(Attributes attributes) {
            while (attributes.next()) {
                switch (attributes.type()) {
                    case CTA_PROTO_NUM -> protocol = attributes.u8();
                    case CTA_PROTO_SRC_PORT, CTA_PROTO_ICMP_ID, CTA_PROTO_ICMPV6_ID -> sourcePort = attributes.be16();
                    case CTA_PROTO_DST_PORT -> destinationPort = attributes.be16();
                    case CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMPV6_TYPE -> destinationPort |= attributes.u8() << 8;
                    case CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMPV6_CODE -> destinationPort |= attributes.u8();
                    default -> { }
                }
            }
        }

        FlowTuple tuple() {
            if (source == null || destination == null || protocol < 0
                    || source.getAddress().length != destination.getAddress().length) {
                throw new MalformedMessageException("tuple without two addresses of one family and a protocol");
            }
            return new FlowTuple(source, sourcePort, destination, destinationPort);
        }
    }
}
