package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostNetwork;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commits did to forwards, noted as each is done, so that the flows they made wrong can be ended also when an operation fails
 * half way; for any number of commits at once, since each look at the connection tracker walks all of its table.
 */
final class FlowCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(HostPorts.class);

    private final HostNetwork network;
    private final TcpFlows tcpFlows;
    private final Set<Forward> removed = new LinkedHashSet<>();
    private final Set<Forward> added = new LinkedHashSet<>();
    private final Set<Forward> standing = new LinkedHashSet<>();

    FlowCleanup(HostNetwork network, TcpFlows tcpFlows) {
        this.network = network;
        this.tcpFlows = tcpFlows;
    }

    void removed(Collection<Forward> forwards) {
        forwards.forEach(forward -> {
            added.remove(forward);
            standing.remove(forward);
            if (mayHaveStrayFlows(forward)) {
                removed.add(forward);
            }
        });
    }

    void added(Collection<Forward> forwards) {
        forwards.stream().filter(this::mayHaveStrayFlows).forEach(added::add);
    }

    /** Forwards that were seen beside those of a change, and stay. */
    void standing(Collection<Forward> forwards) {
        forwards.stream().filter(this::mayHaveStrayFlows).forEach(standing::add);
    }

    /** A flow that goes on to the old place is a nuisance; an ADD or DEL that fails for it would be a worse one. */
    void end() {
        try {
            if (!removed.isEmpty() || !added.isEmpty()) {
                network.endStrayFlows(removed, added, standing);
            }
        } catch (HostPortException e) {
            LOG.warn("old flows may go on to where they went before: {}", e.getMessage());
        } finally {
            removed.clear();
            added.clear();
            standing.clear();
        }
    }

    private boolean mayHaveStrayFlows(Forward forward) {
        return forward.hostPort().protocol() != Protocol.TCP || tcpFlows == TcpFlows.END;
    }
}
