package io.hostport4j.core.model;

import java.util.Objects;

/**
 * One host port that leads to one container port; all that a backend writes is made of these.
 *
 * @param hostPort the node's side
 * @param target the container's side, of the same family
 * @param masquerade whose source address is replaced
 * @param owner the attachment it belongs to
 */
public record Forward(HostPort hostPort, Endpoint target, Masquerade masquerade, Owner owner) {
    /** @throws InvalidRequestException when the families differ */
    public Forward {
        Objects.requireNonNull(masquerade, "masquerade");
        Objects.requireNonNull(owner, "owner");
        if (hostPort.family() != Family.of(target.address())) {
            throw new InvalidRequestException("hostIP", IpText.of(hostPort.address()),
                    "the container's address " + IpText.of(target.address()) + " is of the other family");
        }
    }

    /** Whether a client on 127.0.0.0/8 of the node can come this way. */
    public boolean servesLoopback() {
        return hostPort.family() == Family.IPV4 && masquerade != Masquerade.NEVER
                && (hostPort.everyAddress() || hostPort.address().isLoopbackAddress());
    }

    @Override
    public String toString() {
        return hostPort + " -> " + target + " of " + owner;
    }
}
