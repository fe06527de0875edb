package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;

/** Another attachment holds the host port. Whoever placed the two containers must act. */
public final class ConflictException extends HostPortException {
    private static final long serialVersionUID = 1L;

    private final transient HostPort wanted;
    private final transient Forward holder;

    ConflictException(HostPort wanted, Forward holder) {
        super("host port " + wanted + " is taken: " + holder.hostPort() + " leads to " + holder.target()
                + part("container", holder.owner().container()) + part("interface", holder.owner().interfaceName())
                + part("network", holder.owner().network()) + "; choose another port, or remove that container first");
        this.wanted = wanted;
        this.holder = holder;
    }

    /** Other programs note less of an attachment than we do. */
    private static String part(String name, String value) {
        return value.equals(Owner.UNKNOWN) ? "" : ", " + name + " \"" + value + "\"";
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
