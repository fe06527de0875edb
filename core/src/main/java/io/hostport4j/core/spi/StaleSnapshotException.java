package io.hostport4j.core.spi;

/** The kernel moved since the snapshot that a change was decided on; nothing was changed. The engine reads and decides again. */
public final class StaleSnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause the refusal */
    public StaleSnapshotException(Throwable cause) {
        // Thrown and caught in the ordinary course of two writers meeting: no stack trace.
        super("the rule set changed meanwhile", cause, false, false);
    }
}
