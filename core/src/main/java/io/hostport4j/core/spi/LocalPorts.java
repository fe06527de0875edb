package io.hostport4j.core.spi;

import io.hostport4j.core.model.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ports that the kernel gives to sockets that ask for none; {@code ip-sysctl} of the kernel's documentation.
 *
 * @param range {@code net.ipv4.ip_local_port_range}, which counts for IPv6 as well; empty when it is not known
 * @param reserved {@code net.ipv4.ip_local_reserved_ports}: those of the range that nobody gets
 */
public record LocalPorts(Optional<PortRange> range, List<PortRange> reserved) {
    /** Nothing is known. */
    public static final LocalPorts UNKNOWN = new LocalPorts(Optional.empty(), List.of());

    /** Copies the list. */
    public LocalPorts {
        reserved = List.copyOf(reserved);
    }

    /** Whether a process that asked for no port in particular may get this one. */
    public boolean mayBeGiven(int port) {
        return range.filter(ports -> contains(ports, port)).isPresent() && reserved.stream().noneMatch(ports -> contains(ports, port));
    }

    /** What {@code net.ipv4.ip_local_reserved_ports} has to be for these ports to be reserved too. */
    public String reserving(List<PortRange> more) {
        List<PortRange> all = new ArrayList<>(reserved);
        all.addAll(more);
        return all.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }

    private static boolean contains(PortRange ports, int port) {
        return ports.first() <= port && port <= ports.last();
    }
}
