package io.hostport4j.core.table;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.table.OwnerRow.Conditional;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows that forwards of one owner make in its index: as few as hold them. */
final class OwnerRows {
    private OwnerRows() {}

    /**
     * @param links index of the interface towards each container; 0, or missing, for none
     * @throws IllegalArgumentException when forwards of one family have different conditions
     */
    static List<OwnerRow> of(Collection<Forward> forwards, Map<InetAddress, Integer> links) {
        List<HostPort> hostPorts = new ArrayList<>(forwards.size());
        Map<InetAddress, Masquerade> containers = new TreeMap<>(OwnerRows::compare);
        for (Forward forward : forwards) {
            hostPorts.add(forward.hostPort());
            containers.put(forward.target().address(), forward.masquerade());
        }
        List<Ports> ports = inRows(hostPorts);
        List<Conditional> conditional = conditional(forwards);
        int count = Math.min(containers.size() + ports.size() + conditional.size(), OwnerIndex.MOST_ROWS);
        List<OwnerRow> rows = new ArrayList<>(count);
        containers.forEach((address, masquerade) -> rows.add(new Container(address, masquerade, count, links.getOrDefault(address, 0))));
        rows.addAll(ports);
        rows.addAll(conditional);
        return rows;
    }

    private static int compare(HostPort left, HostPort right) {
        int byFamily = left.family().compareTo(right.family());
        int byProtocol = byFamily == 0 ? left.protocol().compareTo(right.protocol()) : byFamily;
        int byAddress = byProtocol == 0 ? IpText.of(left.address()).compareTo(IpText.of(right.address())) : byProtocol;
        return byAddress == 0 ? Integer.compare(left.port(), right.port()) : byAddress;
    }

    private static int compare(InetAddress left, InetAddress right) {
        int byFamily = Family.of(left).compareTo(Family.of(right));
        return byFamily == 0 ? IpText.of(left).compareTo(IpText.of(right)) : byFamily;
    }

    private static List<Ports> inRows(List<HostPort> hostPorts) {
        hostPorts.sort(OwnerRows::compare);
        List<Ports> rows = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= hostPorts.size(); i++) {
            if (i == hostPorts.size() || !follows(hostPorts.get(i), hostPorts.get(i - 1))) {
                rows.add(new Ports(hostPorts.get(begin), hostPorts.get(i - 1).port()));
                begin = i;
            }
        }
        return rows;
    }

    private static boolean follows(HostPort next, HostPort previous) {
        return next.port() == previous.port() + 1 && next.protocol() == previous.protocol() && next.address().equals(previous.address());
    }

    private static List<Conditional> conditional(Collection<Forward> forwards) {
        Map<Family, Conditions> byFamily = new EnumMap<>(Family.class);
        for (Forward forward : forwards) {
            Conditions other = byFamily.putIfAbsent(forward.hostPort().family(), forward.conditions());
            if (other != null && !other.equals(forward.conditions())) {
                throw new IllegalArgumentException("forwards of " + forward.owner() + " under the conditions \"" + other + "\" and \""
                        + forward.conditions() + "\"; give all of a family the same");
            }
        }
        List<Conditional> rows = new ArrayList<>();
        byFamily.forEach((family, conditions) -> {
            if (!conditions.isEmpty()) {
                rows.add(new Conditional(family, conditions));
            }
        });
        return rows;
    }
}
