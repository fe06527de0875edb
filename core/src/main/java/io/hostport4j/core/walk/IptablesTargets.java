package io.hostport4j.core.walk;

import io.hostport4j.core.model.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What iptables' targets do (iptables-extensions(8)). */
final class IptablesTargets {
    private static final Set<String> HARMLESS = Set.of("LOG", "NFLOG", "ULOG", "TRACE", "TCPMSS", "CLASSIFY", "CHECKSUM", "TOS", "DSCP", "SECMARK",
            "CONNSECMARK", "SET", "AUDIT", "TTL", "HL", "TEE", "CONTINUE", "TCPOPTSTRIP", "ECN", "IDLETIMER", "LED", "RATEEST", "HMARK");
    private static final BigInteger ALL_BITS = BigInteger.valueOf(0xffffffffL);

    private IptablesTargets() {}

    /** @param options the words behind the target */
    static List<Effect> of(String target, List<String> options, Set<String> chains) {
        List<Effect> effects = new ArrayList<>();
        switch (target) {
            case "ACCEPT" -> effects.add(Effect.Verdict.ACCEPT);
            case "DROP" -> effects.add(Effect.Verdict.DROP);
            case "REJECT" -> effects.add(Effect.Verdict.REJECT);
            case "RETURN" -> effects.add(Effect.Verdict.RETURN);
            case "QUEUE", "NFQUEUE" -> effects.add(Effect.Verdict.QUEUE);
            case "DNAT" -> effects.add(dnat(value(options, "--to-destination")));
            case "REDIRECT" -> effects.add(new Effect.Redirect(value(options, "--to-ports").map(IptablesTargets::port)));
            case "MASQUERADE" -> effects.add(new Effect.Snat(Optional.empty()));
            case "SNAT" -> effects.add(new Effect.Snat(Optional.of(value(options, "--to-source").flatMap(IptablesTargets::address)
                    .orElse(Expression.UNKNOWN))));
            case "MARK" -> effects.add(new Effect.SetMark(xmark(options, Fields.MARK)));
            case "CONNMARK" -> connmark(options, effects);
            case "NOTRACK" -> effects.add(new Effect.Untrack());
            case "CT" -> {
                if (options.contains("--notrack")) {
                    effects.add(new Effect.Untrack());
                }
            }
            default -> {
                if (chains.contains(target)) {
                    effects.add(new Effect.Jump(target));
                } else if (!HARMLESS.contains(target)) {
                    effects.add(new Effect.Unreadable("target " + target));
                }
            }
        }
        return effects;
    }

    private static Optional<String> value(List<String> options, String name) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size() ? Optional.empty() : Optional.of(options.get(at + 1));
    }

    private static Effect dnat(Optional<String> target) {
        String text = target.orElse("");
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') : text.chars().filter(c -> c == ':').count() == 1 ? text.indexOf(':') : text.length();
        String address = bracketed ? text.substring(1, end) : text.substring(0, end);
        String port = text.substring(bracketed ? Math.min(end + 1, text.length()) : end);
        Expression to = address.isEmpty() ? Fields.DESTINATION : address(address).orElse(Expression.UNKNOWN);
        return new Effect.Dnat(to, port.length() < 2 ? Optional.empty() : Optional.of(port(port.substring(1))));
    }

    private static Optional<Expression> address(String text) {
        return Literal.address(text).map(address -> Fields.of(Family.of(address), Fields.constant(Value.of(address))));
    }

    private static Expression port(String text) {
        return Literal.number(text).map(number -> Fields.constant(new Value.Num(number, number))).orElse(Expression.UNKNOWN);
    }

    /** Clears the bits of the mask, then changes those of the value ({@code mark_tg}, net/netfilter/xt_mark.c). */
    private static Expression xmark(List<String> options, Expression before) {
        String[] parts = value(options, "--set-xmark").orElse("?").split("/");
        Optional<BigInteger> bits = Literal.number(parts[0]);
        Optional<BigInteger> mask = parts.length == 1 ? Optional.of(ALL_BITS) : Literal.number(parts[1]);
        if (bits.isEmpty() || mask.isEmpty()) {
            return Expression.UNKNOWN;
        }
        BigInteger kept = ALL_BITS.andNot(mask.get());
        return Fields.calculate(before, Fields.constant(new Value.Num(bits.get(), bits.get())), (mark, changed) -> mark.and(kept).xor(changed));
    }

    private static void connmark(List<String> options, List<Effect> effects) {
        boolean masked = options.contains("--nfmask") || options.contains("--ctmask") || options.contains("--mask");
        if (options.contains("--restore-mark")) {
            effects.add(new Effect.SetMark(masked ? Expression.UNKNOWN : Fields.CONNECTION_MARK));
        } else if (options.contains("--save-mark")) {
            effects.add(new Effect.SetConnectionMark(masked ? Expression.UNKNOWN : Fields.MARK));
        } else {
            effects.add(new Effect.SetConnectionMark(xmark(options, Fields.CONNECTION_MARK)));
        }
    }
}
