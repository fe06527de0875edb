package io.hostport4j.netlink.nftables.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nfnetlink.Hex;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Each expression as nft 1.0.6 sends it ({@code nft --debug=mnl}) and prints it ({@code nft --debug=netlink}), written and read.
 */
class ExpressionBytesTest {
    @Test
    void metaLoadHasTheBytesOfNft() {
        assertBothWays(new Meta(MetaKey.L4PROTO, 1),
                "[ meta load l4proto => reg 1 ]", """
                24 00 01 80                           # NFTA_LIST_ELEM
                09 00 01 00  6d 65 74 61 00 00 00 00  #   NFTA_EXPR_NAME meta
                14 00 02 80                           #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 10              #     NFTA_META_KEY
                08 00 01 00  00 00 00 01              #     NFTA_META_DREG
                """);
    }

    @Test
    void metaSetHasTheBytesOfNft() {
        assertBothWays(new MetaSet(MetaKey.MARK, 1),
                "[ meta set mark with reg 1 ]", """
                24 00 01 80                           # NFTA_LIST_ELEM
                09 00 01 00  6d 65 74 61 00 00 00 00  #   NFTA_EXPR_NAME meta
                14 00 02 80                           #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 03              #     NFTA_META_KEY
                08 00 03 00  00 00 00 01              #     NFTA_META_SREG
                """);
    }

    @Test
    void payloadLoadHasTheBytesOfNft() {
        assertBothWays(new Payload(PayloadBase.TRANSPORT_HEADER, 2, 2, 1),
                "[ payload load 2b @ transport header + 2 => reg 1 ]", """
                34 00 01 80                           # NFTA_LIST_ELEM
                0c 00 01 00  70 61 79 6c 6f 61 64 00  #   NFTA_EXPR_NAME payload
                24 00 02 80                           #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01              #     NFTA_PAYLOAD_DREG
                08 00 02 00  00 00 00 02              #     NFTA_PAYLOAD_BASE
                08 00 03 00  00 00 00 02              #     NFTA_PAYLOAD_OFFSET
                08 00 04 00  00 00 00 02              #     NFTA_PAYLOAD_LEN
                """);
    }

    @Test
    void comparisonHasTheBytesOfNft() {
        assertBothWays(Cmp.eq(1, (byte) 6),
                "[ cmp eq reg 1 0x00000006 ]", """
                2c 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  63 6d 70 00  #   NFTA_EXPR_NAME cmp
                20 00 02 80               #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01  #     NFTA_CMP_SREG
                08 00 02 00  00 00 00 00  #     NFTA_CMP_OP
                0c 00 03 80               #     NFTA_CMP_DATA
                05 00 01 00  06 00 00 00  #       NFTA_DATA_VALUE
                """);
    }

    @Test
    void comparisonOfANameHasTheBytesOfNft() {
        assertBothWays(Cmp.eq(1, name("eth0")),
                "[ cmp eq reg 1 0x30687465 0x00000000 0x00000000 0x00000000 ]", """
                38 00 01 80                                                   # NFTA_LIST_ELEM
                08 00 01 00  63 6d 70 00                                      #   NFTA_EXPR_NAME cmp
                2c 00 02 80                                                   #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01                                      #     NFTA_CMP_SREG
                08 00 02 00  00 00 00 00                                      #     NFTA_CMP_OP
                18 00 03 80                                                   #     NFTA_CMP_DATA
                14 00 01 00  65 74 68 30 00 00 00 00 00 00 00 00 00 00 00 00  #       NFTA_DATA_VALUE
                """);
    }

    @Test
    void comparisonForInequalityHasTheBytesOfNft() {
        assertBothWays(Cmp.neq(1, new byte[4]),
                "[ cmp neq reg 1 0x00000000 ]", """
                2c 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  63 6d 70 00  #   NFTA_EXPR_NAME cmp
                20 00 02 80               #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01  #     NFTA_CMP_SREG
                08 00 02 00  00 00 00 01  #     NFTA_CMP_OP
                0c 00 03 80               #     NFTA_CMP_DATA
                08 00 01 00  00 00 00 00  #       NFTA_DATA_VALUE
                """);
    }

    @Test
    void bitwiseHasTheBytesOfNft() {
        assertBothWays(new Bitwise(1, 1, bytes(0xff, 0xbf, 0xff, 0xff), bytes(0, 0x40, 0, 0)),
                "[ bitwise reg 1 = ( reg 1 & 0xffffbfff ) ^ 0x00004000 ]", """
                4c 00 01 80                           # NFTA_LIST_ELEM
                0c 00 01 00  62 69 74 77 69 73 65 00  #   NFTA_EXPR_NAME bitwise
                3c 00 02 80                           #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01              #     NFTA_BITWISE_SREG
                08 00 02 00  00 00 00 01              #     NFTA_BITWISE_DREG
                08 00 06 00  00 00 00 00              #     NFTA_BITWISE_OP
                08 00 03 00  00 00 00 04              #     NFTA_BITWISE_LEN
                0c 00 04 80                           #     NFTA_BITWISE_MASK
                08 00 01 00  ff bf ff ff              #       NFTA_DATA_VALUE
                0c 00 05 80                           #     NFTA_BITWISE_XOR
                08 00 01 00  00 40 00 00              #       NFTA_DATA_VALUE
                """);
    }

    @Test
    void lookupOfAnAbsentKeyHasTheBytesOfNft() {
        assertBothWays(Lookup.notIn("addresses", 1),
                "[ lookup reg 1 set addresses 0x1 ]", """
                34 00 01 80                                       # NFTA_LIST_ELEM
                0b 00 01 00  6c 6f 6f 6b 75 70 00 00              #   NFTA_EXPR_NAME lookup
                24 00 02 80                                       #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 01                          #     NFTA_LOOKUP_SREG
                0e 00 01 00  61 64 64 72 65 73 73 65 73 00 00 00  #     NFTA_LOOKUP_SET
                08 00 05 00  00 00 00 01                          #     NFTA_LOOKUP_FLAGS
                """);
    }

    @Test
    void immediateHasTheBytesOfNft() {
        assertBothWays(new Immediate(3, bytes(0, 80)),
                "[ immediate reg 3 0x00005000 ]", """
                2c 00 01 80                                       # NFTA_LIST_ELEM
                0e 00 01 00  69 6d 6d 65 64 69 61 74 65 00 00 00  #   NFTA_EXPR_NAME immediate
                18 00 02 80                                       #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 03                          #     NFTA_IMMEDIATE_DREG
                0c 00 02 80                                       #     NFTA_IMMEDIATE_DATA
                06 00 01 00  00 50 00 00                          #       NFTA_DATA_VALUE
                """);
    }

    @Test
    void verdictHasTheBytesOfNft() {
        assertBothWays(new ImmediateVerdict(Verdict.returning()),
                "[ immediate reg 0 return ]", """
                30 00 01 80                                       # NFTA_LIST_ELEM
                0e 00 01 00  69 6d 6d 65 64 69 61 74 65 00 00 00  #   NFTA_EXPR_NAME immediate
                1c 00 02 80                                       #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 00                          #     NFTA_IMMEDIATE_DREG
                10 00 02 80                                       #     NFTA_IMMEDIATE_DATA
                0c 00 02 80                                       #       NFTA_DATA_VERDICT
                08 00 01 00  ff ff ff fb                          #         NFTA_VERDICT_CODE
                """);
    }

    @Test
    void verdictToJumpHasTheBytesOfNft() {
        assertBothWays(new ImmediateVerdict(Verdict.jump("target")),
                "[ immediate reg 0 jump -> target ]", """
                3c 00 01 80                                       # NFTA_LIST_ELEM
                0e 00 01 00  69 6d 6d 65 64 69 61 74 65 00 00 00  #   NFTA_EXPR_NAME immediate
                28 00 02 80                                       #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 00                          #     NFTA_IMMEDIATE_DREG
                1c 00 02 80                                       #     NFTA_IMMEDIATE_DATA
                18 00 02 80                                       #       NFTA_DATA_VERDICT
                08 00 01 00  ff ff ff fd                          #         NFTA_VERDICT_CODE
                0b 00 02 00  74 61 72 67 65 74 00 00              #         NFTA_VERDICT_CHAIN
                """);
    }

    @Test
    void natHasTheBytesOfNft() {
        assertBothWays(new Nat(Nat.Type.DNAT, IpFamily.IP, Optional.of(new RegisterRange(1, 2)), Optional.of(new RegisterRange(3, 4)),
                        Set.of(NatFlag.PERSISTENT, NatFlag.FULLY_RANDOM)),
                "[ nat dnat ip addr_min reg 1 addr_max reg 2 proto_min reg 3 proto_max reg 4 flags 0x18 ]", """
                48 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  6e 61 74 00  #   NFTA_EXPR_NAME nat
                3c 00 02 80               #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01  #     NFTA_NAT_TYPE
                08 00 02 00  00 00 00 02  #     NFTA_NAT_FAMILY
                08 00 03 00  00 00 00 01  #     NFTA_NAT_REG_ADDR_MIN
                08 00 04 00  00 00 00 02  #     NFTA_NAT_REG_ADDR_MAX
                08 00 05 00  00 00 00 03  #     NFTA_NAT_REG_PROTO_MIN
                08 00 06 00  00 00 00 04  #     NFTA_NAT_REG_PROTO_MAX
                08 00 07 00  00 00 00 18  #     NFTA_NAT_FLAGS
                """);
    }

    @Test
    void masqueradeHasTheBytesOfNft() {
        assertBothWays(new Masquerade(),
                "[ masq ]", """
                14 00 01 80                           # NFTA_LIST_ELEM
                09 00 01 00  6d 61 73 71 00 00 00 00  #   NFTA_EXPR_NAME masq
                04 00 02 80                           #   NFTA_EXPR_DATA
                """);
    }

    @Test
    void masqueradeWithPortsHasTheBytesOfNft() {
        assertBothWays(new Masquerade(Optional.of(new RegisterRange(1, 2)), Set.of(NatFlag.RANDOM)),
                "[ masq proto_min reg 1 proto_max reg 2 flags 0x6 ]", """
                2c 00 01 80                           # NFTA_LIST_ELEM
                09 00 01 00  6d 61 73 71 00 00 00 00  #   NFTA_EXPR_NAME masq
                1c 00 02 80                           #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 06              #     NFTA_MASQ_FLAGS
                08 00 02 00  00 00 00 01              #     NFTA_MASQ_REG_PROTO_MIN
                08 00 03 00  00 00 00 02              #     NFTA_MASQ_REG_PROTO_MAX
                """);
    }

    @Test
    void fibHasTheBytesOfNft() {
        assertBothWays(new Fib(Set.of(FibFlag.DADDR), FibResult.ADDRTYPE, 1),
                "[ fib daddr type => reg 1 ]", """
                28 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  66 69 62 00  #   NFTA_EXPR_NAME fib
                1c 00 02 80               #   NFTA_EXPR_DATA
                08 00 03 00  00 00 00 02  #     NFTA_FIB_FLAGS
                08 00 02 00  00 00 00 03  #     NFTA_FIB_RESULT
                08 00 01 00  00 00 00 01  #     NFTA_FIB_DREG
                """);
    }

    @Test
    void fibOfPresenceHasTheBytesOfNft() {
        assertBothWays(new Fib(Set.of(FibFlag.SADDR, FibFlag.IIF, FibFlag.PRESENT), FibResult.OIF, 1),
                "[ fib saddr . iif oif present => reg 1 ]", """
                28 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  66 69 62 00  #   NFTA_EXPR_NAME fib
                1c 00 02 80               #   NFTA_EXPR_DATA
                08 00 03 00  00 00 00 29  #     NFTA_FIB_FLAGS
                08 00 02 00  00 00 00 01  #     NFTA_FIB_RESULT
                08 00 01 00  00 00 00 01  #     NFTA_FIB_DREG
                """);
    }

    @Test
    void ctLoadHasTheBytesOfNft() {
        assertBothWays(new Ct(CtKey.STATUS, 1),
                "[ ct load status => reg 1 ]", """
                20 00 01 80               # NFTA_LIST_ELEM
                07 00 01 00  63 74 00 00  #   NFTA_EXPR_NAME ct
                14 00 02 80               #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 02  #     NFTA_CT_KEY
                08 00 01 00  00 00 00 01  #     NFTA_CT_DREG
                """);
    }

    @Test
    void ctLoadOfADirectionHasTheBytesOfNft() {
        assertBothWays(new Ct(CtKey.PROTO_DST, Optional.of(CtDirection.ORIGINAL), 1),
                "[ ct load proto_dst => reg 1 , dir original ]", """
                28 00 01 80               # NFTA_LIST_ELEM
                07 00 01 00  63 74 00 00  #   NFTA_EXPR_NAME ct
                1c 00 02 80               #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 0c  #     NFTA_CT_KEY
                08 00 01 00  00 00 00 01  #     NFTA_CT_DREG
                05 00 03 00  00 00 00 00  #     NFTA_CT_DIRECTION
                """);
    }

    @Test
    void ctSetHasTheBytesOfNft() {
        assertBothWays(new CtSet(CtKey.MARK, 1),
                "[ ct set mark with reg 1 ]", """
                20 00 01 80               # NFTA_LIST_ELEM
                07 00 01 00  63 74 00 00  #   NFTA_EXPR_NAME ct
                14 00 02 80               #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 03  #     NFTA_CT_KEY
                08 00 04 00  00 00 00 01  #     NFTA_CT_SREG
                """);
    }

    private static void assertBothWays(Expression expression, String printed, String dump) {
        byte[] bytes = Hex.bytes(dump);
        MessageWriter writer = new MessageWriter();
        Expression.writeAll(writer, List.of(expression));

        assertThat(Hex.written(writer)).isEqualTo(bytes);
        assertThat(Expression.parseAll(new Attributes(ByteBuffer.wrap(bytes)))).containsExactly(expression);
        assertThat(expression).hasToString(printed);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] name(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 16);
    }
}
