package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Values that programs stumble over; those that would become statements of a tool would make something called "pwned". */
record Hostile(Random random) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> STRINGS = List.of("", " ", "\0", "a\0b", "\n", "eth0", "pods", "tcp", "udp", "sctp", "TCP", "icmp", "0", "-1", "80",
            "0.0.0.0", "::", "127.0.0.1", "::1", "10.88.0.2", "10.88.0.2/16", "10.88.0.2/99", "::ffff:10.0.0.1", "fe80::1%eth0", "300.1.2.3", "1.2.3", "01.2.3.4",
            "x; add table inet pwned; add chain inet pwned pwned", "x } add table inet pwned {", "\"; add table inet pwned; \"", "x\" add table inet pwned",
            "x\nadd table inet pwned\n", "accept; add table inet pwned", "\\\"; add table inet pwned #", "# add table inet pwned", "$(touch pwned)", "`touch pwned`",
            "'; nft add table inet pwned; '", "-j pwned", "-N pwned", "\nCOMMIT\n*nat\n:pwned - [0:0]\nCOMMIT\n", "*filter", "--jump ACCEPT", "-m comment --comment pwned",
            "!", "-d", "-s 10.0.0.0/8", "ip saddr 10.0.0.0/8", "ip6 saddr fd00::/8", "jump guard", "accept", "drop", "goto output", "include \"/etc/passwd\"",
            "@any4", "CNI-HOSTPORT-SETMARK", "KUBE-MARK-MASQ", "netlink", "nftables", "iptables", "memory", "../../etc/passwd", "/proc/self/ns/net", "/run/netns/x",
            "\u202e\u0000\ud83d\ude00", "\ud800", "\u0085", "é", "İ", "%s%n%d", "${jndi:x}", "1.0.0", "1.1.0", "0.4.0", "0.1.0", "9.9.9", "ADD", "del", "null", "true",
            "\";flush;\"", "a';pwned", "a\\", "a\\\"", "a{b}", "a,b", "a#b", "a;b", "*", "eth+", "-j", "--help", "a\u0001b", "@a", "$a", "é\"");
    private static final List<String> FIRST_WORDS = List.of("-s", "-d", "!", "-m", "--source", "ip saddr 10.0.0.0/8", "ip6 saddr fd00::/8", "tcp dport 80", "meta mark 1");
    private static final List<String> NUMBERS = List.of("0", "-0", "-1", "1", "80", "13", "31", "32", "65535", "65536", "2147483647", "2147483648",
            "-2147483649", "4294967296", "9223372036854775808", "340282366920938463463374607431768211456");

    String string() {
        return switch (random.nextInt(12)) {
            case 0 -> STRINGS.get(random.nextInt(STRINGS.size())).repeat(1 + random.nextInt(200));
            case 1 -> STRINGS.get(random.nextInt(STRINGS.size())) + STRINGS.get(random.nextInt(STRINGS.size()));
            case 2 -> Character.toString(random.nextInt(0x800));
            case 3 -> "x".repeat(random.nextInt(20_000));
            default -> STRINGS.get(random.nextInt(STRINGS.size()));
        };
    }

    /** Conditions that begin as valid ones do. */
    JsonNode conditions() {
        ArrayNode words = JSON.arrayNode().add(FIRST_WORDS.get(random.nextInt(FIRST_WORDS.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            words.add(string());
        }
        return words;
    }

    JsonNode value() {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(new BigInteger(NUMBERS.get(random.nextInt(NUMBERS.size()))));
            case 3 -> JSON.numberNode(random.nextInt(70_000) - 1000);
            case 4 -> random.nextBoolean() ? JSON.numberNode(1.5) : JSON.numberNode(1e300);
            case 5 -> random.nextBoolean() ? JSON.arrayNode() : JSON.arrayNode().add(string()).add(string());
            case 6 -> random.nextBoolean() ? JSON.objectNode() : JSON.objectNode().put(string(), string());
            default -> JSON.textNode(string());
        };
    }
}
