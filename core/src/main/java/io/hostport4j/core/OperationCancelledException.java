package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;

/** Somebody interrupted the thread of an operation, which is still marked as interrupted. */
public final class OperationCancelledException extends HostPortException {
    private static final long serialVersionUID = 1L;

    OperationCancelledException(String operation, String awaited, String state, Throwable cause) {
        super(operation + " was cancelled while it waited for " + awaited + "; " + state + "; try again later", cause);
    }
}
