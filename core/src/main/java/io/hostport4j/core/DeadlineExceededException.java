package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;
import java.time.Duration;

/** Others changed the rule set again and again until the operation's time was up. Trying again later may help. */
public final class DeadlineExceededException extends HostPortException {
    private static final long serialVersionUID = 1L;

    DeadlineExceededException(String operation, Duration deadline, Throwable cause) {
        super(operation + " was not done within " + deadline.toMillis() + " ms: " + cause.getMessage() + "; nothing was changed", cause);
    }
}
