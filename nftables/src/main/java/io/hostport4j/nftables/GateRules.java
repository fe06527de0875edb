package io.hostport4j.nftables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.table.Gate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules that send packets for an owner's host ports to its gate, one for each protocol and address, as nft lists them: so what is
 * found can be compared.
 */
final class GateRules {
    private GateRules() {}

    static List<String> of(Gate gate, Collection<HostPort> hostPorts) {
        Map<String, SortedSet<Integer>> ports = new TreeMap<>();
        for (HostPort hostPort : hostPorts) {
            String match = address(hostPort) + " " + hostPort.protocol().text() + " dport ";
            ports.computeIfAbsent(match, key -> new TreeSet<>()).add(hostPort.port());
        }
        List<String> rules = new ArrayList<>();
        ports.forEach((match, numbers) -> rules.add(match + inRows(numbers) + " jump " + gate.chain()));
        return rules;
    }

    private static String address(HostPort hostPort) {
        boolean ipv4 = hostPort.family() == Family.IPV4;
        if (hostPort.everyAddress()) {
            return ipv4 ? "meta nfproto ipv4" : "meta nfproto ipv6";
        }
        return (ipv4 ? "ip" : "ip6") + " daddr " + IpText.of(hostPort.address());
    }

    private static String inRows(SortedSet<Integer> ports) {
        List<String> rows = new ArrayList<>();
        int first = ports.first();
        int last = first;
        for (int port : ports) {
            if (port > last + 1) {
                rows.add(row(first, last));
                first = port;
            }
            last = port;
        }
        rows.add(row(first, last));
        return rows.size() == 1 ? rows.get(0) : "{ " + String.join(", ", rows) + " }";
    }

    private static String row(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
