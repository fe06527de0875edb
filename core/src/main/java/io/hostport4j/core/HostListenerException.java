package io.hostport4j.core;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.spi.HostListener;

/** A process of the node listens on the host port. Whoever placed the container, or started the process, must act. */
public final class HostListenerException extends HostPortException {
    private static final long serialVersionUID = 1L;

    private final transient HostPort wanted;
    private final transient HostListener listener;

    HostListenerException(HostPort wanted, HostListener listener) {
        super("host port " + wanted + " is taken: " + listener + "; choose another port, end that process first, or set hostListener to warn");
        this.wanted = wanted;
        this.listener = listener;
    }

    /** The host port asked for. */
    public HostPort wanted() {
        return wanted;
    }

    /** Who has it. */
    public HostListener listener() {
        return listener;
    }
}
