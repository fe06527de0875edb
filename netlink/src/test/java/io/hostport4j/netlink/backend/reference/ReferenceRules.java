package io.hostport4j.netlink.backend.reference;

/** The nft script of what the reference plugin (1.6 and later) writes for one container. */
final class ReferenceRules {
    /** Both tables without a container. */
    static final String TABLES = table("ip") + table("ip6");

    private final String container;
    private final StringBuilder script = new StringBuilder();

    ReferenceRules(String container) {
        this.container = container;
    }

    ReferenceRules forward(String protocol, int hostPort, String target, int port) {
        return rule(target, "hostports", "%s dport %d dnat to %s:%d".formatted(protocol, hostPort, bracketed(target), port));
    }

    ReferenceRules forward(String hostAddress, String protocol, int hostPort, String target, int port) {
        return rule(target, "hostports", "%s daddr %s %s dport %d dnat to %s:%d".formatted(family(target), hostAddress, protocol, hostPort,
                bracketed(target), port));
    }

    /** From the container itself and, in IPv4, from loopback. */
    ReferenceRules masquerading(String target) {
        masquerading(target, target);
        return family(target).equals("ip") ? masquerading(target, "127.0.0.1") : this;
    }

    /** With {@code masqAll}. */
    ReferenceRules masqueradingAll(String target) {
        return masquerading(target, family(target).equals("ip") ? "0.0.0.0/0" : "::/0");
    }

    String script() {
        return script.toString();
    }

    private ReferenceRules masquerading(String target, String source) {
        String family = family(target);
        return rule(target, "masquerading", "%s saddr %s %s daddr %s masquerade".formatted(family, source, family, target));
    }

    private ReferenceRules rule(String target, String chain, String words) {
        script.append("add rule %s cni_hostport %s %s comment \"%s\"%n".formatted(family(target), chain, words, container));
        return this;
    }

    private static String family(String address) {
        return address.contains(":") ? "ip6" : "ip";
    }

    private static String bracketed(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }

    private static String table(String family) {
        return """
                table %s cni_hostport {
                  comment "CNI portmap plugin"
                  chain hostports {}
                  chain hostip_hostports {}
                  chain hostports_all { jump hostip_hostports; jump hostports; }
                  chain prerouting { type nat hook prerouting priority -100; fib daddr type local jump hostports_all; }
                  chain output { type nat hook output priority -100; fib daddr type local jump hostports_all; }
                  chain masquerading { type nat hook postrouting priority 100; }
                }
                """.formatted(family);
    }
}
