package io.hostport4j.netlink.wire;

/** Bytes that claim a length or a shape they do not have. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was read, where, and what was expected */
    public MalformedMessageException(String message) {
        super(message);
    }
}
