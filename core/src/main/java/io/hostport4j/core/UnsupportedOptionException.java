package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;

/** The backend cannot do what the configuration or a mapping wants of it. Whoever wrote the configuration must act. */
public final class UnsupportedOptionException extends HostPortException {
    private static final long serialVersionUID = 1L;

    UnsupportedOptionException(String message) {
        super(message);
    }
}
