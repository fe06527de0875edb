package io.hostport4j.netlink.backend.reference;

import io.hostport4j.netlink.nftables.Family;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Bitwise;
import io.hostport4j.netlink.nftables.expr.Cmp;
import io.hostport4j.netlink.nftables.expr.CmpOperator;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.Immediate;
import io.hostport4j.netlink.nftables.expr.Meta;
import io.hostport4j.netlink.nftables.expr.MetaKey;
import io.hostport4j.netlink.nftables.expr.Payload;
import io.hostport4j.netlink.nftables.expr.PayloadBase;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule in the words that the reference's rules are made of: fields that must have a value, constants, and what is done in the end.
 *
 * @param equal the value that a field must have; a field that may have any is not in it
 * @param constants by their registers
 * @param action the last expression
 */
record RuleWords(Map<Field, byte[]> equal, Map<Integer, byte[]> constants, Expression action) {
    enum Field { SOURCE, DESTINATION, PROTOCOL, PORT }

    /** Offsets of the source and the destination address ({@code struct iphdr}, {@code struct ipv6hdr}). */
    private static final int SOURCE4 = 12;
    private static final int DESTINATION4 = 16;
    private static final int LENGTH4 = 4;
    private static final int SOURCE6 = 8;
    private static final int DESTINATION6 = 24;
    private static final int LENGTH6 = 16;
    private static final int PORT = 2;
    private static final int PORT_LENGTH = 2;

    /** Empty for a rule that says anything else besides: it is not of the reference's making. */
    static Optional<RuleWords> of(Rule rule) {
        if (rule.expressions().isEmpty()) {
            return Optional.empty();
        }
        List<Expression> expressions = rule.expressions();
        Reading reading = new Reading(rule.table().family());
        int last = expressions.size() - 1;
        for (Expression expression : expressions.subList(0, last)) {
            if (!reading.understands(expression)) {
                return Optional.empty();
            }
        }
        return Optional.of(new RuleWords(reading.equal, reading.constants, expressions.get(last)));
    }

    private record Loaded(Field field, int length) {}

    /** What the registers hold as the rule goes on. */
    private static final class Reading {
        private final Family family;
        private final Map<Field, byte[]> equal = new EnumMap<>(Field.class);
        private final Map<Integer, byte[]> constants = new HashMap<>();
        private final Map<Integer, Loaded> loaded = new HashMap<>();
        private final Set<Integer> masked = new HashSet<>();

        private Reading(Family family) {
            this.family = family;
        }

        private boolean understands(Expression expression) {
            if (expression instanceof Payload payload) {
                return load(payload.register(), payload.length(), field(payload));
            }
            if (expression instanceof Meta meta) {
                return load(meta.register(), 1, meta.key() == MetaKey.L4PROTO ? Optional.of(Field.PROTOCOL) : Optional.empty());
            }
            if (expression instanceof Bitwise bitwise) {
                // An address behind /0: the tool writes the comparison although it holds always.
                masked.add(bitwise.destination());
                return bitwise.source() == bitwise.destination() && isZero(bitwise.mask()) && isZero(bitwise.xor());
            }
            if (expression instanceof Immediate immediate) {
                constants.put(immediate.register(), immediate.value());
                return true;
            }
            return expression instanceof Cmp cmp && cmp.operator() == CmpOperator.EQ && compare(cmp);
        }

        private boolean load(int register, int length, Optional<Field> field) {
            field.ifPresent(known -> loaded.put(register, new Loaded(known, length)));
            masked.remove(register);
            return field.isPresent();
        }

        private boolean compare(Cmp cmp) {
            Loaded known = loaded.remove(cmp.register());
            // The kernel compares as many bytes as the constant has.
            if (known == null || known.length != cmp.value().length) {
                return false;
            }
            return masked.contains(cmp.register()) ? isZero(cmp.value()) : equal.put(known.field, cmp.value()) == null;
        }

        private Optional<Field> field(Payload payload) {
            boolean ipv4 = family == Family.IP;
            if (is(payload, PayloadBase.NETWORK_HEADER, ipv4 ? SOURCE4 : SOURCE6, ipv4 ? LENGTH4 : LENGTH6)) {
                return Optional.of(Field.SOURCE);
            }
            if (is(payload, PayloadBase.NETWORK_HEADER, ipv4 ? DESTINATION4 : DESTINATION6, ipv4 ? LENGTH4 : LENGTH6)) {
                return Optional.of(Field.DESTINATION);
            }
            return is(payload, PayloadBase.TRANSPORT_HEADER, PORT, PORT_LENGTH) ? Optional.of(Field.PORT) : Optional.empty();
        }

        private static boolean is(Payload payload, PayloadBase base, int offset, int length) {
            return payload.base() == base && payload.offset() == offset && payload.length() == length;
        }

        private static boolean isZero(byte[] bytes) {
            for (byte octet : bytes) {
                if (octet != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
