package io.hostport4j.core;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.LocalPorts;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node's own processes do, or may come to do, with wanted host ports. */
record HostUse(HostNetwork network) {
    /**
     * Looks, unless the policy is to ignore it.
     *
     * @throws HostListenerException when a process listens on one of them, and the policy is to fail
     * @throws io.hostport4j.core.spi.BackendFailedException when the policy is to fail, and whether one does cannot be found out
     */
    void examine(Collection<HostPort> wanted, HostListenerPolicy policy) {
        switch (policy) {
            case IGNORE -> { }
            case WARN -> {
                orWarn(() -> warnOfListeners(wanted));
                orWarn(() -> warnOfLocalPorts(wanted));
            }
            case FAIL -> {
                listeners(wanted).forEach((listener, hostPort) -> {
                    throw new HostListenerException(hostPort, listener);
                });
                orWarn(() -> warnOfLocalPorts(wanted));
            }
        }
    }

    private static void orWarn(Runnable look) {
        try {
            look.run();
        } catch (HostPortException e) {
            log().warn("whether processes of this node use a wanted host port cannot be found out: {}", e.getMessage());
        }
    }

    private void warnOfListeners(Collection<HostPort> wanted) {
        listeners(wanted).forEach((listener, hostPort) ->
                log().warn("{}, and gets nothing there from now on: host port {} leads to a container", listener, hostPort));
    }

    /** Each with the first host port that it is at. */
    private Map<HostListener, HostPort> listeners(Collection<HostPort> wanted) {
        Map<HostListener, HostPort> found = new LinkedHashMap<>();
        ports(wanted).forEach((protocol, ports) -> {
            for (HostListener listener : network.listeners(protocol, ports)) {
                wanted.stream().filter(listener::overlaps).findFirst().ifPresent(hostPort -> found.put(listener, hostPort));
            }
        });
        return found;
    }

    private void warnOfLocalPorts(Collection<HostPort> wanted) {
        LocalPorts localPorts = network.localPorts();
        List<PortRange> given = wanted.stream().map(HostPort::port).filter(localPorts::mayBeGiven).distinct().sorted().map(PortRange::of).toList();
        if (!given.isEmpty()) {
            log().warn("host ports {} are in net.ipv4.ip_local_port_range: the kernel may give them to any process, which gets nothing there;"
                    + " sysctl -w net.ipv4.ip_local_reserved_ports={} keeps them out", given, localPorts.reserving(given));
        }
    }

    private static Map<Protocol, Set<Integer>> ports(Collection<HostPort> wanted) {
        Map<Protocol, Set<Integer>> ports = new EnumMap<>(Protocol.class);
        wanted.forEach(hostPort -> ports.computeIfAbsent(hostPort.protocol(), protocol -> new TreeSet<>()).add(hostPort.port()));
        return ports;
    }

    private static Logger log() {
        return LoggerFactory.getLogger(HostUse.class);
    }
}
