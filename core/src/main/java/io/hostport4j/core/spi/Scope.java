package io.hostport4j.core.spi;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
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
     */
    record Of(Owner owner, Set<HostPort> hostPorts) implements Scope {
        /** Copies the set. */
        public Of {
            hostPorts = Set.copyOf(hostPorts);
        }
    }
}
