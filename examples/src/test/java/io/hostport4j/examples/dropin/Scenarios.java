package io.hostport4j.examples.dropin;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the two plugins are compared in. */
final class Scenarios {
    /** The longest container id and a network's name that make the comment of the entry rules longer than the kernel's 255 bytes. */
    private static final String LONG_ID = "0123456789abcdef".repeat(8);
    private static final String LONG_NAME = "a-network-with-a-very-long-name.".repeat(6) + "end";

    private static final Call WEB = Call.of("web", 2);
    private static final Call DNS = Call.of("dns", 3);

    private static final String WEB_CHAIN = "CNI-DN-de00df3057a4ec904f567";
    private static final List<String> WEB_ENTRY = List.of(":" + WEB_CHAIN + " -", "-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "
            + "\"dnat name: \\\"pods\\\" id: \\\"web\\\"\" -m multiport --dports 8080 -j " + WEB_CHAIN);
    /** What all containers share, as iptables-save prints it. */
    private static final List<String> SHARED = List.of(":CNI-HOSTPORT-DNAT -", ":CNI-HOSTPORT-MASQ -", ":CNI-HOSTPORT-SETMARK -",
            "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT", "-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
            "-A POSTROUTING -m comment --comment \"CNI portfwd requiring masquerade\" -j CNI-HOSTPORT-MASQ",
            "-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE",
            "-A CNI-HOSTPORT-SETMARK -m comment --comment \"CNI portfwd masquerade mark\" -j MARK --set-xmark 0x2000/0x2000");

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("one port", WEB.map("tcp", 8080, 80)),
                Scenario.of("sixteen ports, one more than a rule takes", ports(16)),
                Scenario.of("forty ports", ports(40)),
                Scenario.of("protocols in turns", WEB.map("udp", 53, 5353).map("sctp", 9, 9).map("tcp", 8080, 80).map("udp", 54, 5353).map("tcp", 8081, 80)),
                Scenario.of("a host address of IPv4", WEB.map("192.0.2.1", "tcp", 8080, 80))
                        .butAdded(leftOut("ip6", WEB_ENTRY)).butDeleted(leftOut("ip6", List.of())),
                Scenario.of("a host address of IPv6", WEB.map("2001:db8::1", "tcp", 8080, 80))
                        .butAdded(leftOut("ip", WEB_ENTRY)).butDeleted(leftOut("ip", List.of())),
                Scenario.of("every host address of IPv4", WEB.map("0.0.0.0", "tcp", 8080, 80))
                        .butAdded(leftOut("ip6", WEB_ENTRY)).butDeleted(leftOut("ip6", List.of())),
                Scenario.of("every host address of IPv6", WEB.map("::", "tcp", 8080, 80))
                        .butAdded(leftOut("ip", WEB_ENTRY)).butDeleted(leftOut("ip", List.of())),
                Scenario.of("loopback", WEB.map("127.0.0.1", "tcp", 8080, 80))
                        .butAdded(leftOut("ip6", WEB_ENTRY)).butDeleted(leftOut("ip6", List.of())),
                Scenario.of("host addresses of all kinds", WEB.map("192.0.2.1", "tcp", 8080, 80).map("2001:db8::1", "tcp", 8081, 80)
                        .map("0.0.0.0", "udp", 53, 53).map("::", "udp", 54, 54).map("127.0.0.1", "tcp", 8082, 80).map("tcp", 8083, 80)),
                Scenario.of("masqAll", WEB.with("masqAll", "true").map("tcp", 8080, 80).map("192.0.2.1", "udp", 53, 53)).asIn("masq-all.nat"),
                Scenario.of("snat false", WEB.with("snat", "false").map("tcp", 8080, 80)),
                Scenario.of("markMasqBit 5", WEB.with("markMasqBit", "5").map("tcp", 8080, 80)),
                Scenario.of("a chain of another program's for marks", WEB.with("externalSetMarkChain", "\"KUBE-MARK-MASQ\"").map("tcp", 8080, 80))
                        .after("*nat\n:KUBE-MARK-MASQ - [0:0]\n-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000\nCOMMIT\n"),
                Scenario.of("conditions", WEB.with("conditionsV4", "[\"-s\", \"198.51.100.0/24\", \"-i\", \"eth7\"]")
                        .with("conditionsV6", "[\"-m\", \"mark\", \"--mark\", \"0x7\"]").map("tcp", 8080, 80)),
                Scenario.of("conditions that say not", WEB.with("conditionsV4", "[\"!\", \"-d\", \"192.0.2.0/24\"]")
                        .with("conditionsV6", "[\"!\", \"-d\", \"2001:db8::/32\"]").map("tcp", 8080, 80)),
                Scenario.of("conditions that need quoting", WEB
                        .with("conditionsV4", "[\"-m\", \"string\", \"--algo\", \"bm\", \"--string\", \"a \\\"b\\\" \\\\ c; 'd' $e\"]")
                        .map("tcp", 8080, 80)),
                Scenario.of("the longest id and a long name", Call.of(LONG_NAME, LONG_ID, 2).map("tcp", 8080, 80)),
                Scenario.of("names with every sign that CNI allows", Call.of("Net_1.x-y", "c.1_2-3", 2).map("tcp", 8080, 80)),
                Scenario.of("a protocol in capitals", WEB.map("TCP", 8080, 80).map("Udp", 53, 53)),
                Scenario.of("an IPv4 container", WEB.at("10.88.0.2/24").map("tcp", 8080, 80)),
                Scenario.of("two containers of which one goes", WEB.map("tcp", 8080, 80), DNS.map("udp", 53, 53)).deleting(WEB.map("tcp", 8080, 80)),
                Scenario.of("two networks of one container", WEB.map("tcp", 8080, 80), Call.of("other", "web", 4).map("tcp", 8081, 80))
                        .deleting(WEB.map("tcp", 8080, 80)),
                Scenario.of("a container without masquerading beside one with", WEB.with("snat", "false").map("tcp", 8080, 80), DNS.map("udp", 53, 53)),
                Scenario.of("two bits for marks", WEB.map("tcp", 8080, 80), DNS.with("markMasqBit", "5").map("udp", 53, 53)),
                Scenario.of("two addresses of a family", WEB.at("10.88.0.2/24", "10.88.0.9/24").map("tcp", 8080, 80)),
                Scenario.of("another interface than eth0", WEB.on("net1").map("tcp", 8080, 80)).butAdded(ofItsOwn("net1", "CNI-DN-3efa9650fe996806e3ca5")),
                Scenario.of("ADD twice and DEL twice", WEB.map("tcp", 8080, 80), WEB.map("tcp", 8080, 80)),
                Scenario.of("rules and chains of others", WEB.map("tcp", 8080, 80)).after("""
                        *nat
                        :KUBE-SERVICES - [0:0]
                        -A PREROUTING -m comment --comment "a \\"service\\"" -j KUBE-SERVICES
                        -A POSTROUTING -s 10.0.0.0/8 -j MASQUERADE
                        COMMIT
                        """));
    }

    /**
     * Nothing in a family that no mapping has a port in.
     *
     * @param container what the reference writes there for the container all the same
     */
    private static Difference leftOut(String family, List<String> container) {
        return new Difference("the reference makes its chains in both families of the container, and one without rules in a family that no "
                + "mapping is for", Stream.of(SHARED, container).flatMap(List::stream).map(line -> family + " " + line).toList(), List.of());
    }

    /** The chain of WEB with port 8080 under another name and comment. */
    private static Difference ofItsOwn(String interfaceName, String chain) {
        String rule = "-A " + WEB_CHAIN;
        List<String> missing = List.of("ip " + WEB_ENTRY.get(0), "ip " + WEB_ENTRY.get(1),
                "ip " + rule + " -s 10.88.0.0/24 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "ip " + rule + " -s 127.0.0.1/32 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "ip " + rule + " -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.2:80",
                "ip6 " + WEB_ENTRY.get(0), "ip6 " + WEB_ENTRY.get(1),
                "ip6 " + rule + " -s fd00:88::/64 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK",
                "ip6 " + rule + " -p tcp -m tcp --dport 8080 -j DNAT --to-destination [fd00:88::2]:80");
        return new Difference("the reference gives all interfaces of a container in a network one chain, so one DEL takes all",
                missing, missing.stream().map(line -> line.replace(WEB_CHAIN, chain)
                        .replace("id: \\\"web\\\"", "id: \\\"web\\\" interface: \\\"" + interfaceName + "\\\"")).toList());
    }

    private static Call ports(int count) {
        return IntStream.range(0, count).boxed().reduce(WEB, (call, i) -> call.map("tcp", 9000 + i, 80 + i), (a, b) -> b);
    }
}
