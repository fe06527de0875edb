package io.hostport4j.core.walk;

import io.hostport4j.core.model.Protocol;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What iptables' matches look for (iptables-extensions(8)); what it does not know may match. */
final class IptablesMatches {
    private static final Part.Condition NEVER = Part.Condition.of(Fields.constant(Value.of(0)), Pattern.of("1"));

    private IptablesMatches() {}

    /**
     * The condition that an option stands for.
     *
     * @param module the last {@code -m}; empty before the first
     * @param inverted whether {@code !} stands before
     */
    static Part of(String module, String option, boolean inverted, List<String> values) {
        String value = values.isEmpty() ? "" : values.get(0);
        return switch (option) {
            case "-p" -> when(Fields.PROTOCOL, value.equals("all") ? Pattern.Anything.ANYTHING : Pattern.of(value), inverted);
            case "-s" -> when(Fields.SOURCE, subnet(value), inverted);
            case "-d" -> when(Fields.DESTINATION, subnet(value), inverted);
            case "-i" -> when(Fields.IN, link(value), inverted);
            case "-o" -> when(Fields.OUT, link(value), inverted);
            case "-f" -> inverted ? when(Fields.PROTOCOL, Pattern.Anything.ANYTHING, false) : NEVER;
            default -> extended(module, option, inverted, value, values);
        };
    }

    private static Part extended(String module, String option, boolean inverted, String value, List<String> values) {
        return switch (module + " " + option) {
            case "tcp --dport", "udp --dport", "sctp --dport", "multiport --dports" -> when(Fields.DESTINATION_PORT, ports(value), inverted);
            case "tcp --sport", "udp --sport", "sctp --sport", "multiport --sports" -> when(Fields.SOURCE_PORT, ports(value), inverted);
            case "tcp --tcp-flags" -> tcpFlags(values, inverted);
            case "addrtype --dst-type" -> when(Fields.DESTINATION_TYPE, lower(value), inverted);
            case "addrtype --src-type" -> when(Fields.SOURCE_TYPE, lower(value), inverted);
            case "conntrack --ctstate", "state --state" -> states(value, inverted);
            case "conntrack --ctstatus" -> value.contains("NONE") || value.contains("EXPECTED") || value.contains("ASSURED")
                    ? Part.Condition.MAY : when(Fields.STATUS, lower(value.replace("SEEN_REPLY", "seen-reply")), inverted);
            case "conntrack --ctorigdst" -> when(Fields.ASKED_ADDRESS, subnet(value), inverted);
            case "conntrack --ctorigdstport" -> when(Fields.ASKED_PORT, ports(value), inverted);
            case "conntrack --ctproto" -> when(Fields.PROTOCOL, Pattern.of(value), inverted);
            case "conntrack --ctdir" -> when(Fields.DIRECTION, lower(value), inverted);
            case "mark --mark" -> mark(Fields.MARK, value, inverted);
            case "connmark --mark" -> mark(Fields.CONNECTION_MARK, value, inverted);
            case "pkttype --pkt-type" -> when(Fields.constant(new Value.Text("unicast")), Pattern.of(value), inverted);
            case "iprange --src-range" -> when(Fields.SOURCE, range(value), inverted);
            case "iprange --dst-range" -> when(Fields.DESTINATION, range(value), inverted);
            case "rpfilter --invert" -> when(Fields.REVERSE_PATH, Pattern.of("false"), false);
            case "physdev --physdev-is-bridged" -> inverted ? when(Fields.PROTOCOL, Pattern.Anything.ANYTHING, false) : NEVER;
            default -> option.equals("--comment") || option.equals("--validmark") ? when(Fields.PROTOCOL, Pattern.Anything.ANYTHING, false)
                    : Part.Condition.MAY;
        };
    }

    private static Part.Condition when(Expression field, Pattern pattern, boolean inverted) {
        return new Part.Condition(field, pattern, inverted);
    }

    private static Pattern subnet(String text) {
        String[] parts = text.split("/");
        Optional<InetAddress> address = Literal.address(parts[0]);
        if (address.isEmpty()) {
            return Pattern.Unknowable.UNKNOWABLE;
        }
        int bits = address.get().getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return Pattern.prefix(address.get(), bits);
        }
        if (parts[1].matches("[0-9]+")) {
            return Pattern.prefix(address.get(), Integer.parseInt(parts[1]));
        }
        Optional<BigInteger> mask = Literal.address(parts[1]).map(found -> new BigInteger(1, found.getAddress()));
        boolean plain = mask.isPresent() && mask.get().bitCount() + (mask.get().signum() == 0 ? bits : mask.get().getLowestSetBit()) == bits;
        return plain ? Pattern.prefix(address.get(), mask.get().bitCount()) : Pattern.Unknowable.UNKNOWABLE;
    }

    private static Pattern range(String text) {
        String[] ends = text.split("-");
        return ends.length == 2 ? Pattern.range(ends[0], ends[1]) : subnet(text);
    }

    private static Pattern link(String name) {
        return new Pattern.Word(name.endsWith("+") ? name.substring(0, name.length() - 1) + "*" : name);
    }

    private static Pattern ports(String list) {
        List<Pattern> patterns = new ArrayList<>();
        for (String part : list.split(",")) {
            String[] ends = part.split(":", -1);
            patterns.add(ends.length == 1 ? Pattern.of(part)
                    : Pattern.range(ends[0].isEmpty() ? "0" : ends[0], ends[1].isEmpty() ? "65535" : ends[1]));
        }
        return new Pattern.AnyOf(patterns);
    }

    private static Pattern lower(String list) {
        return new Pattern.AnyOf(Arrays.stream(list.split(",")).map(word -> (Pattern) new Pattern.Word(word.toLowerCase(Locale.ROOT))).toList());
    }

    /** Also what iptables counts as states of a connection whose addresses were replaced. */
    private static Part states(String list, boolean inverted) {
        return when(scene -> {
            Set<String> all = new HashSet<>(Set.of(scene.state()));
            if (scene.packet().dnat()) {
                all.add("dnat");
            }
            if (scene.packet().snat()) {
                all.add("snat");
            }
            return new Value.Flags(all);
        }, lower(list), inverted);
    }

    private static Part tcpFlags(List<String> values, boolean inverted) {
        Optional<Integer> mask = values.isEmpty() ? Optional.empty() : Literal.tcpFlags(List.of(values.get(0).split(",")));
        Optional<Integer> set = values.size() < 2 ? Optional.empty() : Literal.tcpFlags(List.of(values.get(1).split(",")));
        if (mask.isEmpty() || set.isEmpty()) {
            return Part.Condition.MAY;
        }
        Expression masked = Fields.calculate(Fields.TCP_FLAGS, Fields.constant(Value.of(mask.get())), BigInteger::and);
        return when(Fields.of(Set.of(Protocol.TCP), masked), Pattern.of(Integer.toString(set.get())), inverted);
    }

    private static Part mark(Expression field, String text, boolean inverted) {
        String[] parts = text.split("/");
        Optional<BigInteger> value = Literal.number(parts[0]);
        Optional<BigInteger> mask = parts.length == 1 ? Optional.of(BigInteger.valueOf(0xffffffffL)) : Literal.number(parts[1]);
        if (value.isEmpty() || mask.isEmpty()) {
            return Part.Condition.MAY;
        }
        Expression masked = Fields.calculate(field, Fields.constant(new Value.Num(mask.get(), mask.get())), BigInteger::and);
        return when(masked, new Pattern.Span(value.get(), value.get()), inverted);
    }
}
