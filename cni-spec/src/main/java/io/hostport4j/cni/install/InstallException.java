package io.hostport4j.cni.install;

/** An installation or its removal that cannot be done; the message tells what is in the way, and what to do. */
public final class InstallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InstallException(String message) {
        super(message);
    }

    InstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
