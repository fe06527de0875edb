package io.hostport4j.netlink.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.HostileBytes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final String UDP = """
            02 00 00 00 # nfgenmsg: AF_INET
            34 00 01 80 # CTA_TUPLE_ORIG
            14 00 01 80 #   CTA_TUPLE_IP
            08 00 01 00 0a 00 00 09 # CTA_IP_V4_SRC: 10.0.0.9
            08 00 02 00 0a 00 00 01 # CTA_IP_V4_DST: 10.0.0.1
            1c 00 02 80 #   CTA_TUPLE_PROTO
            05 00 01 00 11 00 00 00 # CTA_PROTO_NUM: 17
            06 00 02 00 9c 41 00 00 # CTA_PROTO_SRC_PORT: 40001
            06 00 03 00 %s 00 00    # CTA_PROTO_DST_PORT
            34 00 02 80 # CTA_TUPLE_REPLY
            14 00 01 80 #   CTA_TUPLE_IP
            08 00 01 00 0a 00 00 02 # CTA_IP_V4_SRC: 10.0.0.2
            08 00 02 00 0a 00 00 09 # CTA_IP_V4_DST: 10.0.0.9
            1c 00 02 80 #   CTA_TUPLE_PROTO
            05 00 01 00 11 00 00 00 # CTA_PROTO_NUM: 17
            06 00 02 00 00 50 00 00 # CTA_PROTO_SRC_PORT: 80
            06 00 03 00 9c 41 00 00 # CTA_PROTO_DST_PORT: 40001
            08 00 03 00 00 00 01 aa # CTA_STATUS: DST_NAT_DONE, SRC_NAT_DONE, DST_NAT, CONFIRMED, SEEN_REPLY
            08 00 07 00 00 00 00 1d # CTA_TIMEOUT: 29 seconds
            08 00 08 00 00 00 00 07 # CTA_MARK: 7
            06 00 12 00 00 09 00 00 # CTA_ZONE: 9
            08 00 0c 00 ff 02 03 04 # CTA_ID
            """;
    private static final String PING_OF_ONE_ZONE = """
            0a 00 00 00 # nfgenmsg: AF_INET6
            5c 00 01 80 # CTA_TUPLE_ORIG
            2c 00 01 80 #   CTA_TUPLE_IP
            14 00 03 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 # CTA_IP_V6_SRC: fd00::1
            14 00 04 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 # CTA_IP_V6_DST: fd00::2
            24 00 02 80 #   CTA_TUPLE_PROTO
            05 00 01 00 3a 00 00 00 # CTA_PROTO_NUM: 58
            06 00 07 00 37 c0 00 00 # CTA_PROTO_ICMPV6_ID: 14272
            05 00 08 00 80 00 00 00 # CTA_PROTO_ICMPV6_TYPE: 128
            05 00 09 00 01 00 00 00 # CTA_PROTO_ICMPV6_CODE: 1
            06 00 03 00 00 0a 00 00 # CTA_TUPLE_ZONE: 10, in one direction
            54 00 02 80 # CTA_TUPLE_REPLY
            2c 00 01 80 #   CTA_TUPLE_IP
            14 00 03 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02 # CTA_IP_V6_SRC: fd00::2
            14 00 04 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 # CTA_IP_V6_DST: fd00::1
            24 00 02 80 #   CTA_TUPLE_PROTO
            05 00 01 00 3a 00 00 00 # CTA_PROTO_NUM: 58
            06 00 07 00 37 c0 00 00 # CTA_PROTO_ICMPV6_ID: 14272
            05 00 08 00 81 00 00 00 # CTA_PROTO_ICMPV6_TYPE: 129
            05 00 09 00 00 00 00 00 # CTA_PROTO_ICMPV6_CODE: 0
            """;

    /** The payload of a message of a UDP flow to a port of 10.0.0.1. */
    static byte[] udp(int port) {
        return HexBytes.of(UDP.formatted("%02x %02x".formatted(port >> 8, port & 0xff)));
    }

    @Test
    void everyFieldOfAFlowIsRead() throws Exception {
        Flow flow = parse(udp(8080));

        assertThat(flow).isEqualTo(new Flow(17, new FlowTuple(address("10.0.0.9"), 40001, address("10.0.0.1"), 8080),
                new FlowTuple(address("10.0.0.2"), 80, address("10.0.0.9"), 40001), 0x1aa, 7, 9, 0xff020304));
        assertThat(flow.family()).isEqualTo(AddressFamily.IPV4);
        assertThat(flow.isAnswered()).isTrue();
        assertThat(flow.isDestinationTranslated()).isTrue();
        assertThat(flow.isSourceTranslated()).isFalse();
    }

    @Test
    void aPingHasItsIdentifierTypeAndCodeForPorts() throws Exception {
        Flow flow = parse(HexBytes.of(PING_OF_ONE_ZONE));

        assertThat(flow.protocol()).isEqualTo(58);
        assertThat(flow.original()).isEqualTo(new FlowTuple(address("fd00::1"), 14272, address("fd00::2"), 128 * 256 + 1));
        assertThat(flow.reply()).isEqualTo(new FlowTuple(address("fd00::2"), 14272, address("fd00::1"), 129 * 256));
        assertThat(flow.family()).isEqualTo(AddressFamily.IPV6);
        assertThat(flow.zone()).isEqualTo(10);
        assertThat(flow.isAnswered()).isFalse();
    }

    @Test
    void aFlowWithoutTuplesIsMalformed() {
        assertThatThrownBy(() -> parse(new byte[4])).isInstanceOf(MalformedMessageException.class)
                .hasMessage("flow without its two tuples");
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        HostileBytes.tryOn(udp(8080), FlowTest::parse);
        HostileBytes.tryOn(HexBytes.of(PING_OF_ONE_ZONE), FlowTest::parse);
        HostileBytes.tryRandom(FlowTest::parse);
    }

    @Test
    void tuplesAreOfOneFamilyAndPortsInRange() throws Exception {
        InetAddress v4 = address("10.0.0.1");
        InetAddress v6 = address("fd00::1");

        assertThatThrownBy(() -> new FlowTuple(v4, 1, v6, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source \"10.0.0.1\" and destination \"fd00:0:0:0:0:0:0:1\" are of two address families");
        assertThatThrownBy(() -> new FlowTuple(v4, 65536, v4, 2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port \"65536\" is not in 0 to 65535");
        assertThatThrownBy(() -> new FlowTuple(v4, 1, v4, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTupleReadsLikeAnArrow() throws Exception {
        assertThat(new FlowTuple(address("10.0.0.1"), 1, address("10.0.0.2"), 2)).hasToString("10.0.0.1:1 -> 10.0.0.2:2");
        assertThat(new FlowTuple(address("fd00::1"), 1, address("fd00::2"), 2))
                .hasToString("[fd00:0:0:0:0:0:0:1]:1 -> [fd00:0:0:0:0:0:0:2]:2");
    }

    private static Flow parse(byte[] payload) {
        return Flow.parse(new NetlinkMessage(0x100, 0, 1, HexBytes.buffer(payload)));
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }
}
