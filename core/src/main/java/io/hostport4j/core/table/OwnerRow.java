package io.hostport4j.core.table;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** One of the things that an owner has, by {@link OwnerIndex}. */
sealed interface OwnerRow {
    /** Host ports in a row. In the kernel: address (IPv4 mapped into IPv6), protocol, first port, last port, 0. */
    record Ports(HostPort first, int lastPort) implements OwnerRow {
        public Ports {
            if (lastPort < first.port()) {
                throw new IllegalArgumentException("ports " + first.port() + " to " + lastPort);
            }
        }

        List<HostPort> hostPorts() {
            List<HostPort> all = new ArrayList<>(lastPort - first.port() + 1);
            for (int port = first.port(); port <= lastPort; port++) {
                all.add(new HostPort(first.protocol(), first.address(), port));
            }
            return all;
        }
    }

    /**
     * A container that forwards lead to. In the kernel: its address (IPv4 mapped into IPv6), 255, the number of how it is
     * masqueraded, how many rows its owner has, the interface towards it or 0.
     *
     * @param rows at most 65535, for more too
     */
    record Container(InetAddress address, Masquerade masquerade, int rows, int link) implements OwnerRow {
        public Container {
            if (link < 0) {
                throw new IllegalArgumentException("link " + link);
            }
        }
    }

    /**
     * What packets for the owner's host ports of a family must fulfil. In the kernel: the fingerprint's 16 bytes as an address, 254,
     * 4 or 6 for the family, 0, 0.
     */
    record Conditional(Family family, Conditions conditions) implements OwnerRow {
        public Conditional {
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException("no conditions for " + family);
            }
        }
    }
}
