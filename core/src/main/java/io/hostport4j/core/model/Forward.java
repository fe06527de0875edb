package io.hostport4j.core.model;

import java.util.Objects;

/**
 * One host port that leads to one container port; all that a backend writes is made of these.
 *
 * @param hostPort the node's side
 * @param target the container's side; of the other family only with a backend that can translate between them
 * @param masquerade whose source address is replaced
 * @param conditions what a packet must fulfil besides
 * @param owner the attachment it belongs to
 */
public record Forward(HostPort hostPort, Endpoint target, Masquerade masquerade, Conditions conditions, Owner owner) {
    /** Checks that nothing is null. */
    public Forward {
        Objects.requireNonNull(hostPort, "hostPort");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(masquerade, "masquerade");
        Objects.requireNonNull(conditions, "conditions");
        Objects.requireNonNull(owner, "owner");
    }

    /** A forward without conditions. */
    public Forward(HostPort hostPort, Endpoint target, Masquerade masquerade, Owner owner) {
        this(hostPort, target, masquerade, Conditions.NONE, owner);
    }

    /** Whether the container's address is of the other family. */
    public boolean crossesFamilies() {
        return hostPort.family() != Family.of(target.address());
    }

    /** Whether a client on 127.0.0.0/8 of the node can come this way. */
    public boolean servesLoopback() {
        return hostPort.family() == Family.IPV4 && masquerade != Masquerade.NEVER
                && (hostPort.everyAddress() || hostPort.address().isLoopbackAddress());
    }

    // Written out: a record's own are linked at their first use, which a plugin's process would wait for (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Forward that && hostPort.equals(that.hostPort) && target.equals(that.target) && masquerade == that.masquerade
                && conditions.equals(that.conditions) && owner.equals(that.owner);
    }

    @Override
    public int hashCode() {
        return (hostPort.hashCode() * 31 + target.hashCode()) * 31 + owner.hashCode();
    }

    @Override
    public String toString() {
        return hostPort + " -> " + target + " of " + owner + (conditions.isEmpty() ? "" : " if " + conditions);
    }
}
