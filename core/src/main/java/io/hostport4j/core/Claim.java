package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.core.spi.Scope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Host ports that somebody wants, and what becomes of others who hold them.
 *
 * @param scope who wants which
 * @param policy towards the living
 * @param network tells the living from the dead
 */
record Claim(Scope.Of scope, ConflictPolicy policy, HostNetwork network) {
    /**
     * Those of others' forwards that have to go, each with the reason, for people to read.
     *
     * @throws ConflictException when one that is in the way may stay
     */
    Map<Forward, String> evictions(Collection<Forward> others) {
        Map<Forward, String> evictions = new LinkedHashMap<>();
        for (Forward holder : Forwards.overlapping(scope.hostPorts(), others)) {
            if (isDead(holder)) {
                evictions.put(holder, "its container is gone");
            } else if (policy == ConflictPolicy.REPLACE) {
                evictions.put(holder, "the conflict policy is to replace");
            } else if (policy == ConflictPolicy.FAIL || scope.hostPorts().contains(holder.hostPort())) {
                throw new ConflictException(wanted(holder), holder);
            }
        }
        return evictions;
    }

    /** The same, where nobody alive loses a port. */
    Claim withoutReplacing() {
        return policy == ConflictPolicy.REPLACE ? new Claim(scope, ConflictPolicy.FAIL, network) : this;
    }

    private HostPort wanted(Forward holder) {
        return scope.hostPorts().stream().filter(holder.hostPort()::overlaps).findFirst().orElseThrow();
    }

    private boolean isDead(Forward holder) {
        // Nobody gives an address to a second container while the first one lives.
        if (scope.links().containsKey(holder.target().address())) {
            return true;
        }
        return switch (presence(holder)) {
            case POSSIBLE -> false;
            case GONE -> true;
            // Unless the node masquerades, answers from there never come back through it.
            case OUTSIDE -> holder.masquerade() != Masquerade.ALWAYS && !holder.hostPort().address().isLoopbackAddress();
        };
    }

    private Presence presence(Forward holder) {
        try {
            return network.presence(holder.target().address());
        } catch (HostPortException e) {
            log().warn("whether {} still has its container cannot be found out, so it counts as alive: {}", holder, e.getMessage());
            return Presence.POSSIBLE;
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Claim.class);
    }
}
