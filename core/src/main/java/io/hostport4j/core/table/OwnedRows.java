package io.hostport4j.core.table;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.table.OwnerRow.Conditional;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an owner's rows say that it has, and where they do not agree with what it really has. */
public final class OwnedRows {
    private final boolean none;
    private final Set<HostPort> hostPorts = new LinkedHashSet<>();
    private final Map<InetAddress, Container> containers = new HashMap<>();
    private final Map<Family, Conditions> conditions = new EnumMap<>(Family.class);

    /** What is in an owner's part of the index. */
    public OwnedRows(OwnerBucket bucket) {
        List<OwnerRow> rows = bucket.rows();
        this.none = rows.isEmpty();
        for (OwnerRow row : rows) {
            if (row instanceof Ports ports) {
                hostPorts.addAll(ports.hostPorts());
            } else if (row instanceof Container container) {
                containers.put(container.address(), container);
            } else if (row instanceof Conditional conditional) {
                conditions.put(conditional.family(), conditional.conditions());
            }
        }
    }

    /** Whether there are no rows. */
    public boolean isEmpty() {
        return none;
    }

    /** The host ports that the owner should have. */
    public Set<HostPort> hostPorts() {
        return hostPorts;
    }

    /** Whether these forwards of the owner, and no others, are what the rows tell of. */
    public boolean agreesWith(Collection<ForwardElement> own) {
        for (ForwardElement forward : own) {
            if (!hostPorts.contains(forward.hostPort()) || !containers.containsKey(forward.target().address())) {
                return false;
            }
        }
        return own.size() == hostPorts.size();
    }

    /** The interfaces towards the containers as they are now; for containers that the scope does not speak of, as they were. */
    public Map<InetAddress, Integer> links(Scope.Of scope) {
        Map<InetAddress, Integer> links = new HashMap<>();
        containers.forEach((address, container) -> links.put(address, container.link()));
        scope.links().forEach((address, link) -> links.put(address, link.index()));
        return links;
    }

    /** The addresses of the owner's containers. */
    Set<InetAddress> containers() {
        return containers.keySet();
    }

    /** What may masquerade the owner's containers, be it wanted or not. */
    public List<MasqueradeElement> masqueradeCandidates() {
        List<MasqueradeElement> elements = new ArrayList<>();
        for (Container container : containers.values()) {
            elements.addAll(MasqueradeElement.candidates(container.address(), container.link()));
        }
        return elements;
    }

    /** What should masquerade the owner's containers. */
    public List<MasqueradeElement> masquerade() {
        List<MasqueradeElement> elements = new ArrayList<>();
        for (Container container : containers.values()) {
            elements.addAll(MasqueradeElement.of(container.masquerade(), container.address(), container.link()));
        }
        return elements;
    }

    Masquerade masqueradeOf(InetAddress address) {
        Container container = containers.get(address);
        return container == null ? Masquerade.NEVER : container.masquerade();
    }

    Conditions conditionsOf(Family family) {
        return conditions.getOrDefault(family, Conditions.NONE);
    }

    /**
     * @param found host ports that really are the owner's
     * @param links the ways to its containers as they are now
     * @param seen what else was seen of the owner
     */
    List<String> faults(Set<HostPort> found, Map<InetAddress, Link> links, Seen seen) {
        List<String> faults = new ArrayList<>();
        for (HostPort hostPort : hostPorts) {
            if (!found.contains(hostPort)) {
                faults.add(hostPort + " is in " + TableSet.OWNERS + " and not in " + ForwardElement.map(hostPort));
            }
        }
        for (HostPort hostPort : found) {
            if (!hostPorts.contains(hostPort)) {
                faults.add(hostPort + " is in " + ForwardElement.map(hostPort) + " and not in " + TableSet.OWNERS);
            }
        }
        compareMasquerading(seen, faults);
        for (TableElement stranger : seen.strangers()) {
            faults.add(TableContents.stranger(stranger));
        }
        links.forEach((address, link) -> {
            Container container = containers.get(address);
            if (container != null && container.link() != link.index()) {
                faults.add(IpText.of(address) + " is reached through interface " + link.index() + " now and was through " + container.link());
            }
        });
        compareGates(seen, faults);
        return faults;
    }

    private void compareMasquerading(Seen seen, List<String> faults) {
        List<MasqueradeElement> wanted = masquerade();
        for (MasqueradeElement element : wanted) {
            if (!seen.masquerade().containsKey(element)) {
                faults.add(element + " is missing");
            }
        }
        seen.masquerade().forEach((element, mark) -> {
            if (wanted.contains(element)) {
                // Whoever removes goes by the mark, and would leave it.
                if (mark.equals(MasqueradeElement.NOBODY)) {
                    faults.add(element + " has no owner");
                }
            } else if (mark.equals(seen.owner()) || containers.containsKey(element.target())) {
                faults.add(element + " should not be there");
            }
        });
    }

    private void compareGates(Seen seen, List<String> faults) {
        for (Family family : conditions.keySet()) {
            Gate gate = new Gate(seen.bucket().owner(), family);
            if (!seen.gates().contains(gate)) {
                faults.add(gate + " are missing, or were written anew by somebody else");
            }
        }
        for (Gate gate : seen.gates()) {
            if (!conditions.containsKey(gate.family())) {
                faults.add(gate + " should not be there");
            }
        }
    }
}
