package io.hostport4j.core.spi;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;

/** Which forwards a caller wants to see. */
public sealed interface Scope {
    /** Every forward there is. */
    record All() implements Scope {}

    /**
     * All forwards of an owner, and whoever holds one of some host ports.
     *
     * @param owner whose forwards
     * @param hostPorts holders of these, and of all that {@linkplain HostPort#overlaps overlap} them; may be empty
     * @param links how the node reaches the containers that the owner's forwards shall lead to, by their addresses; a forward that
     *     was made for another way is a fault
     */
    record Of(Owner owner, Set<HostPort> hostPorts, Map<InetAddress, Link> links) implements Scope {
        /** Copies the collections. */
        public Of {
            hostPorts = Set.copyOf(hostPorts);
            links = Map.copyOf(links);
        }
    }
}
