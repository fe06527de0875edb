package io.hostport4j.bench.node;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.NetNamespace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The rules that the reference plugin leaves with iptables, as {@code iptables-save} shows them after its ADDs (Debian's 1.1.1). */
final class ReferenceIptables {
    private static final String TOP = """
            *nat
            :CNI-HOSTPORT-DNAT - [0:0]
            :CNI-HOSTPORT-MASQ - [0:0]
            :CNI-HOSTPORT-SETMARK - [0:0]
            -A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
            -A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT
            -A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ
            -A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE
            -A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000
            COMMIT
            """;
    private static final String ENTRY = "-A CNI-HOSTPORT-DNAT -p %s -m comment --comment \"dnat name: \\\"%s\\\" id: \\\"%s\\\"\""
            + " -m multiport --dports %d -j %s%n";
    private static final String FORWARD = """
            -A %1$s -s 10.99.0.0/16 -p %2$s -m %2$s --dport %3$d -j CNI-HOSTPORT-SETMARK
            -A %1$s -s 127.0.0.1/32 -p %2$s -m %2$s --dport %3$d -j CNI-HOSTPORT-SETMARK
            -A %1$s -p %2$s -m %2$s --dport %3$d -j DNAT --to-destination %4$s:%5$d
            """;
    private static final int AT_ONCE = 100;
    private static final int NAME_LENGTH = 28;

    private ReferenceIptables() {}

    static void fill(NetNamespace node, List<HostPortRequest> requests) {
        Input restore = new Input(node, AT_ONCE, List.of("iptables-restore", "--noflush"));
        restore.feed(TOP);
        restore.feed(requests, ReferenceIptables::text);
    }

    private static String text(List<HostPortRequest> requests) {
        StringBuilder chains = new StringBuilder("*nat\n");
        StringBuilder rules = new StringBuilder();
        for (HostPortRequest request : requests) {
            String id = request.attachment().container();
            String chain = chain(request.attachment().network() + id);
            chains.append(':').append(chain).append(" - [0:0]\n");
            for (PortMapping mapping : request.mappings()) {
                int port = mapping.hostPorts().first();
                rules.append(ENTRY.formatted(mapping.protocol().text(), request.attachment().network(), id, port, chain));
                rules.append(FORWARD.formatted(chain, mapping.protocol().text(), port,
                        request.addresses().get(0).address().getHostAddress(), mapping.containerPort()));
            }
        }
        return chains.append(rules).append("COMMIT\n").toString();
    }

    private static String chain(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(key.getBytes(StandardCharsets.UTF_8));
            return ("CNI-DN-" + HexFormat.of().formatHex(hash)).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
