package io.hostport4j.bench.node;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.NetNamespace;
import java.util.List;

/** The rules that the reference plugin leaves with nftables (1.6 and newer; Debian's 1.1.1 knows iptables alone). */
final class ReferenceNftables {
    private static final String TOP = """
            table ip cni_hostport {
                comment "CNI portmap plugin"
                chain hostports { }
                chain hostip_hostports { }
                chain hostports_all { jump hostip_hostports; jump hostports; }
                chain prerouting { type nat hook prerouting priority -100; fib daddr type local jump hostports_all; }
                chain output { type nat hook output priority -100; fib daddr type local jump hostports_all; }
                chain masquerading { type nat hook postrouting priority 100; }
            }
            """;
    private static final int AT_ONCE = 200;

    private ReferenceNftables() {}

    static void fill(NetNamespace node, List<HostPortRequest> requests) {
        Input nft = new Input(node, AT_ONCE, List.of("nft", "-f", "-"));
        nft.feed(TOP);
        nft.feed(requests, ReferenceNftables::text);
    }

    private static String text(List<HostPortRequest> requests) {
        StringBuilder rules = new StringBuilder();
        for (HostPortRequest request : requests) {
            String id = request.attachment().container();
            String address = request.addresses().get(0).address().getHostAddress();
            for (PortMapping mapping : request.mappings()) {
                rules.append("add rule ip cni_hostport hostports %s dport %d dnat to %s:%d comment \"%s\"%n".formatted(mapping.protocol().text(),
                        mapping.hostPorts().first(), address, mapping.containerPort(), id));
            }
            for (String source : List.of(address, "127.0.0.1")) {
                rules.append("add rule ip cni_hostport masquerading ip saddr %s ip daddr %s masquerade comment \"%s\"%n".formatted(source,
                        address, id));
            }
        }
        return rules.toString();
    }
}
