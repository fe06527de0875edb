package io.hostport4j.cni.runtime;

import java.util.Objects;

/** A plugin could not be called, or gave no answer that can be read; what a plugin answers itself is a CniException. */
public final class PluginExecutionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** There is no such plugin. */
        NOT_FOUND,
        /** The operating system refused to start it. */
        NOT_STARTED,
        /** It was ended because it took too long. */
        TIMED_OUT,
        /** It was ended because the calling thread was interrupted. */
        INTERRUPTED,
        /** It ended without an answer, or with one that is not in the form of the protocol. */
        BAD_ANSWER
    }

    private final Reason reason;

    /** With a message that is one line. */
    public PluginExecutionException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** With a message that is one line, and the failure that led here, null for none. */
    public PluginExecutionException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
