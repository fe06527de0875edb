package io.hostport4j.netlink.nftables.expr;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nfnetlink.Hex;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that no kernel sends are read as something, or end in {@link MalformedMessageException}. */
class HostileExpressionTest {
    private static final int[] MUTATIONS = {0x00, 0x01, 0x03, 0x05, 0x7f, 0x80, 0xff};

    static List<Expression> expressions() {
        return List.of(
                new Meta(MetaKey.L4PROTO, 1), new MetaSet(MetaKey.MARK, 1), new Payload(PayloadBase.NETWORK_HEADER, 16, 4, 9),
                Cmp.eq(1, (byte) 6), Bitwise.and(1, new byte[4]), Lookup.map("any4", 1, 1), Lookup.notIn("any4", 1),
                new Immediate(3, new byte[2]), new ImmediateVerdict(Verdict.jump("forwards")), new ImmediateVerdict(Verdict.drop()),
                Nat.dnat(IpFamily.IP, 1, 9), new Masquerade(Optional.of(new RegisterRange(1, 2)), Set.of(NatFlag.RANDOM)),
                new Fib(Set.of(FibFlag.DADDR), FibResult.ADDRTYPE, 1), new Ct(CtKey.SRC_IP, Optional.of(CtDirection.REPLY), 1),
                new CtSet(CtKey.MARK, 1), Counter.zero(), new Notrack(), new UnknownExpression("log", new byte[] {4, 0, 1, 0}));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionThatIsCutEndsInNothingElse(Expression expression) {
        byte[] bytes = bytes(expression);
        for (int length = 0; length < bytes.length; length++) {
            read(Arrays.copyOf(bytes, length));
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anExpressionWithAChangedByteEndsInNothingElse(Expression expression) {
        byte[] bytes = bytes(expression);
        int readable = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int mutation : MUTATIONS) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) mutation;
                readable += read(changed);
            }
        }
        assertThat(readable).as("a change in a name is readable still").isPositive();
    }

    /** 1 when it was readable; any other exception than the one fails the test. */
    private static int read(byte[] bytes) {
        try {
            List<Expression> expressions = Expression.parseAll(new Attributes(ByteBuffer.wrap(bytes)));
            // What can be read can be written and printed.
            Expression.writeAll(new MessageWriter(), expressions);
            assertThat(expressions.toString()).isNotNull();
            return 1;
        } catch (MalformedMessageException e) {
            return 0;
        }
    }

    private static byte[] bytes(Expression expression) {
        MessageWriter writer = new MessageWriter();
        Expression.writeAll(writer, List.of(expression));
        return Hex.written(writer);
    }
}
