package io.hostport4j.core;

import java.util.Objects;

/**
 * What becomes of others who have a wanted host port already.
 *
 * @param conflict towards other attachments
 * @param hostListener towards processes of the node
 */
public record PortPolicy(ConflictPolicy conflict, HostListenerPolicy hostListener) {
    /** Living holders keep their ports; the node's sockets are not looked at. */
    public static final PortPolicy DEFAULT = new PortPolicy(ConflictPolicy.FAIL, HostListenerPolicy.IGNORE);

    /** Checks that nothing is null. */
    public PortPolicy {
        Objects.requireNonNull(conflict, "conflict");
        Objects.requireNonNull(hostListener, "hostListener");
    }

    /** The same with another conduct towards other attachments. */
    public PortPolicy with(ConflictPolicy other) {
        return new PortPolicy(other, hostListener);
    }

    /** The same with another conduct towards processes of the node. */
    public PortPolicy with(HostListenerPolicy other) {
        return new PortPolicy(conflict, other);
    }
}
