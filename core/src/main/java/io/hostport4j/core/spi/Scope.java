package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
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
     * @param wanted what the owner shall have, by host port: holders of these host ports, and of all that {@linkplain
     *     HostPort#overlaps overlap} them, are looked for; may be empty
     * @param links how the node reaches the containers that {@code wanted} leads to, by their addresses; a forward that was made for
     *     another way is a fault
     */
    record Of(Owner owner, Map<HostPort, Forward> wanted, Map<InetAddress, Link> links) implements Scope {
        /** Copies the collections; their order stays. */
        public Of {
            wanted = Collections.unmodifiableMap(new LinkedHashMap<>(wanted));
            links = Map.copyOf(links);
        }

        /** Only the forwards of an owner. */
        public static Of all(Owner owner) {
            return new Of(owner, Map.of(), Map.of());
        }

        /** The host ports that are wanted. */
        public Set<HostPort> hostPorts() {
            return wanted.keySet();
        }
    }
}
