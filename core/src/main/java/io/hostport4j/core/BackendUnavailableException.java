package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;

/** No backend can work here, or the chosen one cannot; says of each candidate why. The node's operator must act. */
public final class BackendUnavailableException extends HostPortException {
    private static final long serialVersionUID = 1L;

    BackendUnavailableException(String message) {
        super(message);
    }
}
