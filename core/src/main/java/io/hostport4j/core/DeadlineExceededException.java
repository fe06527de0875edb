package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;
import java.time.Duration;

/** An operation was not done in its time, because of others or of a tool that hangs; the message says what it waited for. Trying again later may help. */
public final class DeadlineExceededException extends HostPortException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(String operation, Duration deadline, String awaited, String state, Throwable cause) {
        super(operation + " was not done within " + deadline.toMillis() + " ms: it waited for " + awaited + "; " + state
                + "; try again later, or raise the deadline", cause);
    }
}
