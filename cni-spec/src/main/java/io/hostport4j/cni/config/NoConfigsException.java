package io.hostport4j.cni.config;

/** There is no configuration at all, as on a node whose network has not been set up yet. */
public final class NoConfigsException extends ConfigException {

    private static final long serialVersionUID = 1L;

    NoConfigsException(String message) {
        super(message);
    }
}
