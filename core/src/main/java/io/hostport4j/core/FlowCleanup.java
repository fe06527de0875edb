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
        for (Forward forward : forwards) {
            added.remove(forward);
            standing.remove(forward);
        }
        addThose(forwards, removed);
    }

    void added(Collection<Forward> forwards) {
        addThose(forwards, added);
    }

    /** Forwards that were seen beside those of a change, and stay. */
    void standing(Collection<Forward> forwards) {
        addThose(forwards, standing);
    }

    /** A flow that goes on to the old place is a nuisance; an ADD or DEL that fails for it would be a worse one. */
    void end() {
        try {
            if (!removed.isEmpty() || !added.isEmpty()) {
                network.endStrayFlows(removed, added, standing);
            }
        } catch (HostPortException e) {
            log().warn("old flows may go on to where they went before: {}", e.getMessage());
        } finally {
            removed.clear();
            added.clear();
            standing.clear();
        }
    }

    /** Those whose flows may have become wrong. */
    private void addThose(Collection<Forward> forwards, Collection<Forward> kept) {
        for (Forward forward : forwards) {
            if (mayHaveStrayFlows(forward)) {
                kept.add(forward);
            }
        }
    }

    private boolean mayHaveStrayFlows(Forward forward) {
        return forward.hostPort().protocol() != Protocol.TCP || tcpFlows == TcpFlows.END;
    }

    private static Logger log() {
        return LoggerFactory.getLogger(HostPorts.class);
    }
}
