package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.IpText;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.netlink.backend.OwnerIndex.Container;
import io.hostport4j.netlink.backend.OwnerIndex.Ports;
import io.hostport4j.netlink.backend.OwnerIndex.Row;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an owner's rows say that it has, and where they do not agree with what it really has. */
final class OwnedRows {
    private final Set<HostPort> hostPorts = new LinkedHashSet<>();
    private final Map<InetAddress, Container> containers = new HashMap<>();

    OwnedRows(OwnerBucket bucket) {
        for (Row row : bucket.rows()) {
            if (row instanceof Ports ports) {
                hostPorts.addAll(ports.hostPorts());
            } else if (row instanceof Container container) {
                containers.put(container.address(), container);
            }
        }
    }

    Set<HostPort> hostPorts() {
        return hostPorts;
    }

    /** Whether these forwards, and no others, are what the rows tell of. */
    boolean agreesWith(Set<ForwardElements.Found> own) {
        for (ForwardElements.Found forward : own) {
            if (!hostPorts.contains(forward.hostPort()) || !containers.containsKey(forward.target().address())) {
                return false;
            }
        }
        return own.size() == hostPorts.size();
    }

    Map<InetAddress, Integer> links() {
        Map<InetAddress, Integer> links = new HashMap<>();
        containers.forEach((address, container) -> links.put(address, container.link()));
        return links;
    }

    /** What should masquerade the owner's containers. */
    List<MasqueradeElement> masquerade() {
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

    /**
     * @param found host ports that really are the owner's
     * @param links the ways to its containers as they are now
     * @param there of {@link #masquerade} what is there
     */
    List<String> faults(Set<HostPort> found, Map<InetAddress, Link> links, Set<MasqueradeElement> there) {
        List<String> faults = new ArrayList<>();
        for (HostPort hostPort : hostPorts) {
            if (!found.contains(hostPort)) {
                faults.add(hostPort + " is in " + HostPortTable.OWNERS + " and not in " + ForwardElements.map(hostPort));
            }
        }
        for (HostPort hostPort : found) {
            if (!hostPorts.contains(hostPort)) {
                faults.add(hostPort + " is in " + ForwardElements.map(hostPort) + " and not in " + HostPortTable.OWNERS);
            }
        }
        for (MasqueradeElement element : masquerade()) {
            if (!there.contains(element)) {
                faults.add(element + " is missing");
            }
        }
        links.forEach((address, link) -> {
            Container container = containers.get(address);
            if (container != null && container.link() != link.index()) {
                faults.add(IpText.of(address) + " is reached through interface " + link.index() + " now and was through " + container.link());
            }
        });
        return faults;
    }
}
