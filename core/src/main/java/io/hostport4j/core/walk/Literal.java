package io.hostport4j.core.walk;

import io.hostport4j.core.model.Protocol;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Words that rules are made of, as numbers. */
final class Literal {
    /** Numbers by IANA of the protocols that rules name; others appear as numbers. */
    private static final Map<String, Integer> PROTOCOLS = Map.of("icmp", 1, "igmp", 2, "tcp", 6, "udp", 17, "gre", 47, "esp", 50, "ah", 51,
            "ipv6-icmp", 58, "icmpv6", 58, "sctp", 132);
    private static final Map<String, Integer> TCP_FLAGS =
            Map.of("fin", 1, "syn", 2, "rst", 4, "psh", 8, "ack", 16, "urg", 32, "ecn", 64, "ece", 64, "cwr", 128, "all", 63);

    private Literal() {}

    /** An address, without asking a name server for what is none. */
    static Optional<InetAddress> address(String word) {
        if (word.isEmpty() || !word.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(word));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** A decimal or, behind {@code 0x}, hexadecimal number. */
    static Optional<BigInteger> number(String word) {
        if (word.matches("[0-9]+")) {
            return Optional.of(new BigInteger(word));
        }
        return word.matches("0[xX][0-9a-fA-F]+") ? Optional.of(new BigInteger(word.substring(2), 16)) : Optional.empty();
    }

    static OptionalInt protocol(String name) {
        Integer number = PROTOCOLS.get(name.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    static boolean isProtocol(String word, Protocol protocol) {
        return word.equals("all") || word.equals("0") || word.equals(Integer.toString(protocol.number()))
                || protocol(word).equals(OptionalInt.of(protocol.number()));
    }

    /** The bits of TCP's flags; empty when one is unknown. */
    static Optional<Integer> tcpFlags(List<String> names) {
        int bits = 0;
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("none") && !TCP_FLAGS.containsKey(lower)) {
                return Optional.empty();
            }
            bits |= TCP_FLAGS.getOrDefault(lower, 0);
        }
        return Optional.of(bits);
    }
}
