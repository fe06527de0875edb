package io.hostport4j.core.spi;

import io.hostport4j.core.model.HostPortException;

/** The kernel or a tool refused what a backend wanted of it. The node's operator must act. */
public final class BackendFailedException extends HostPortException {
    private static final long serialVersionUID = 1L;

    /** @param message the backend, the operation, and the words of the kernel or tool */
    public BackendFailedException(String message) {
        super(message);
    }

    /**
     * @param message the backend, the operation, and the words of the kernel or tool
     * @param cause the refusal
     */
    public BackendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
