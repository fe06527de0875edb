package io.hostport4j.netlink.nftables.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nfnetlink.Hex;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the kernel reports in other words than it was told, and what is not known here. */
class ReportedExpressionTest {
    @Test
    void aTranslationIsReportedWithBothEndsOfItsRangesAndTheFlagsThatFollow() {
        assertThat(read("""
                48 00 01 00               # NFTA_LIST_ELEM
                08 00 01 00  6e 61 74 00  #   NFTA_EXPR_NAME nat
                3c 00 02 00               #   NFTA_EXPR_DATA
                08 00 01 00  00 00 00 01  #     NFTA_NAT_TYPE
                08 00 02 00  00 00 00 02  #     NFTA_NAT_FAMILY
                08 00 03 00  00 00 00 01  #     NFTA_NAT_REG_ADDR_MIN
                08 00 04 00  00 00 00 01  #     NFTA_NAT_REG_ADDR_MAX
                08 00 05 00  00 00 00 09  #     NFTA_NAT_REG_PROTO_MIN
                08 00 06 00  00 00 00 09  #     NFTA_NAT_REG_PROTO_MAX
                08 00 07 00  00 00 00 03  #     NFTA_NAT_FLAGS
                """)).containsExactly(Nat.dnat(IpFamily.IP, 1, Register.at(1)));
    }

    @Test
    void aLookupIsReportedWithFlagsThatAreZero() {
        assertThat(read("""
                38 00 01 00                           # NFTA_LIST_ELEM
                0b 00 01 00  6c 6f 6f 6b 75 70 00 00  #   NFTA_EXPR_NAME lookup
                28 00 02 00                           #   NFTA_EXPR_DATA
                09 00 01 00  61 6e 79 34 00 00 00 00  #     NFTA_LOOKUP_SET
                08 00 02 00  00 00 00 01              #     NFTA_LOOKUP_SREG
                08 00 03 00  00 00 00 01              #     NFTA_LOOKUP_DREG
                08 00 05 00  00 00 00 00              #     NFTA_LOOKUP_FLAGS
                """)).containsExactly(new Lookup("any4", 1, OptionalInt.of(1), Lookup.Match.PRESENT));
    }

    @Test
    void aCounterIsReportedWithWhatItCounted() {
        assertThat(read("""
                2c 00 01 00                           # NFTA_LIST_ELEM
                0c 00 01 00  63 6f 75 6e 74 65 72 00  #   NFTA_EXPR_NAME counter
                1c 00 02 00                           #   NFTA_EXPR_DATA
                0c 00 01 00  00 00 00 00 00 00 02 9a  #     NFTA_COUNTER_BYTES
                0c 00 02 00  00 00 00 00 00 00 00 07  #     NFTA_COUNTER_PACKETS
                """)).containsExactly(new Counter(7, 666)).hasToString("[[ counter pkts 7 bytes 666 ]]");
    }

    @Test
    void anExpressionMayHaveNoData() {
        assertThat(read("""
                10 00 01 00                           # NFTA_LIST_ELEM
                0c 00 01 00  6e 6f 74 72 61 63 6b 00  #   NFTA_EXPR_NAME notrack
                """)).containsExactly(new Notrack()).hasToString("[[ notrack ]]");
    }

    @Test
    void anUnknownExpressionIsReadAndWrittenAsItIs() {
        String dump = """
                18 00 01 80               # NFTA_LIST_ELEM
                08 00 01 00  6c 6f 67 00  #   NFTA_EXPR_NAME log
                0c 00 02 80               #   NFTA_EXPR_DATA
                06 00 01 00  00 05 00 00  #     NFTA_LOG_GROUP
                """;

        List<Expression> read = read(dump);

        assertThat(read).containsExactly(new UnknownExpression("log", new byte[] {6, 0, 1, 0, 0, 5, 0, 0}));
        assertThat(read).hasToString("[[ log 0x00010006 0x00000500 ]]");
        MessageWriter writer = new MessageWriter();
        Expression.writeAll(writer, read);
        assertThat(Hex.written(writer)).isEqualTo(Hex.bytes(dump));
    }

    @Test
    void aKnownExpressionWithAnUnknownDetailIsReadAsItIs() {
        assertThat(read("""
                24 00 01 00                           # NFTA_LIST_ELEM
                09 00 01 00  6d 65 74 61 00 00 00 00  #   NFTA_EXPR_NAME meta
                14 00 02 00                           #   NFTA_EXPR_DATA
                08 00 02 00  00 00 00 7f              #     NFTA_META_KEY
                08 00 01 00  00 00 00 01              #     NFTA_META_DREG
                """)).hasOnlyElementsOfType(UnknownExpression.class);
    }

    private static List<Expression> read(String dump) {
        return Expression.parseAll(new Attributes(Hex.buffer(dump)));
    }
}
