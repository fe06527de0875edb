package io.hostport4j.core.model;

/** Why a host port could not be had. Its children tell who must act. */
public abstract class HostPortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message lower-case start, values in quotes, then what to do */
    protected HostPortException(String message) {
        super(message);
    }

    /**
     * @param message lower-case start, values in quotes, then what to do
     * @param cause what it came from
     */
    protected HostPortException(String message, Throwable cause) {
        super(message, cause);
    }
}
