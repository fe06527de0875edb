package io.hostport4j.core.spi;

/**
 * An operation waits no longer for something, and what it waited for may or may not be done. The engine puts back what was changed, and
 * tells its caller by a {@link io.hostport4j.core.model.HostPortException} that names the operation.
 */
public final class WaitEndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it waits no longer. */
    public enum Reason {
        /** The operation's {@link Deadline} has passed. */
        TIME_IS_UP,
        /** Somebody interrupted its thread. */
        INTERRUPTED,
        /** Somebody ended the tool that it waited for, e.g. the kernel for want of memory. */
        TOOL_KILLED
    }

    private final Reason reason;
    private final String awaited;

    /** @param awaited what it waited for, with a noun: {@code the end of nft -f -} */
    public WaitEndedException(Reason reason, String awaited) {
        super(awaited);
        this.reason = reason;
        this.awaited = awaited;
    }

    /** Waiting that ended by an interrupt; marks the thread as interrupted again. */
    public static WaitEndedException of(InterruptedException interrupt, String awaited) {
        Thread.currentThread().interrupt();
        WaitEndedException exception = new WaitEndedException(Reason.INTERRUPTED, awaited);
        exception.initCause(interrupt);
        return exception;
    }

    /** Why it waits no longer. */
    public Reason reason() {
        return reason;
    }

    /** What it waited for. */
    public String awaited() {
        return awaited;
    }
}
