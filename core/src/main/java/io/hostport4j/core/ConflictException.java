package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;

/** Another attachment holds the host port. Whoever placed the two containers must act. */
public final class ConflictException extends HostPortException {
    private static final long serialVersionUID = 1L;

    private final transient HostPort wanted;
    private final transient Forward holder;

    ConflictException(HostPort wanted, Forward holder) {
        super("host port " + wanted + " is taken: " + holder.hostPort() + " leads to " + holder.target() + ", container \""
                + holder.owner().container() + "\", interface \"" + holder.owner().interfaceName() + "\", network \""
                + holder.owner().network() + "\"; choose another port, or remove that container first");
        this.wanted = wanted;
        this.holder = holder;
    }

    /** The host port asked for. */
    public HostPort wanted() {
        return wanted;
    }

    /** The forward that has it. */
    public Forward holder() {
        return holder;
    }
}
