package io.hostport4j.core;

import io.hostport4j.core.model.HostPortException;

/** No backend can work here, or the chosen one cannot; says of each candidate why. The node's operator must act. */
public final class BackendUnavailableException extends HostPortException {
    private static final long serialVersionUID = 1L;

    private final boolean permissionMissing;

    BackendUnavailableException(String message, boolean permissionMissing) {
        super(message);
        this.permissionMissing = permissionMissing;
    }

    /** Whether one that could have been taken is there, and this process may not use it. */
    public boolean isPermissionMissing() {
        return permissionMissing;
    }
}
