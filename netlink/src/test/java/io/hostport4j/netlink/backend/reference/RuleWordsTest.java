package io.hostport4j.netlink.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.backend.reference.RuleWords.Field;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Bitwise;
import io.hostport4j.netlink.nftables.expr.Cmp;
import io.hostport4j.netlink.nftables.expr.Counter;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.Masquerade;
import io.hostport4j.netlink.nftables.expr.Payload;
import io.hostport4j.netlink.nftables.expr.PayloadBase;
import io.hostport4j.netlink.nftables.expr.UnknownExpression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleWordsTest {
    private static final Payload SOURCE = new Payload(PayloadBase.NETWORK_HEADER, 12, 4, 1);
    private static final Payload DESTINATION = new Payload(PayloadBase.NETWORK_HEADER, 16, 4, 1);
    private static final Cmp ADDRESS = Cmp.eq(1, (byte) 10, (byte) 0, (byte) 0, (byte) 2);
    private static final Masquerade MASQUERADE = new Masquerade();

    @Test
    void comparedFieldsHaveTheirValues() {
        assertThat(RuleWords.of(rule(SOURCE, ADDRESS, DESTINATION, ADDRESS, MASQUERADE))).hasValueSatisfying(words -> {
            assertThat(words.equal()).containsOnlyKeys(Field.SOURCE, Field.DESTINATION);
            assertThat(words.equal().get(Field.SOURCE)).isEqualTo(ADDRESS.value());
            assertThat(words.action()).isEqualTo(MASQUERADE);
        });
    }

    @Test
    void anAddressBehindSlashZeroMayBeAny() {
        assertThat(RuleWords.of(rule(SOURCE, Bitwise.and(1, new byte[4]), Cmp.eq(1, new byte[4]), MASQUERADE)))
                .hasValueSatisfying(words -> assertThat(words.equal()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aRuleThatSaysAnythingElseIsNotRead(List<Expression> expressions) {
        assertThat(RuleWords.of(rule(expressions.toArray(new Expression[0])))).isEmpty();
    }

    static List<List<Expression>> foreign() {
        return List.of(
                List.of(),
                List.of(new Counter(0, 0), MASQUERADE),
                List.of(new UnknownExpression("limit", new byte[0]), MASQUERADE),
                List.of(SOURCE, Cmp.neq(1, ADDRESS.value()), MASQUERADE),
                // 10.0.0.0/8, as newer tools write it
                List.of(SOURCE, Cmp.eq(1, (byte) 10), MASQUERADE),
                List.of(SOURCE, Bitwise.and(1, (byte) -1, (byte) 0, (byte) 0, (byte) 0), Cmp.eq(1, (byte) 10, (byte) 0, (byte) 0, (byte) 0), MASQUERADE),
                List.of(SOURCE, Bitwise.and(1, new byte[4]), ADDRESS, MASQUERADE),
                List.of(SOURCE, ADDRESS, ADDRESS, MASQUERADE),
                List.of(SOURCE, ADDRESS, SOURCE, ADDRESS, MASQUERADE),
                List.of(new Payload(PayloadBase.NETWORK_HEADER, 12, 8, 1), ADDRESS, MASQUERADE),
                List.of(new Payload(PayloadBase.TRANSPORT_HEADER, 0, 2, 1), Cmp.eq(1, (byte) 0, (byte) 80), MASQUERADE));
    }

    private static Rule rule(Expression... expressions) {
        return new Rule(ReferenceTables.IPV4, ReferenceTables.MASQUERADING, expressions);
    }
}
