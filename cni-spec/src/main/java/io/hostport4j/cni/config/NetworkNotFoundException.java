package io.hostport4j.cni.config;

/** There are configurations, but none of a network of that name. */
public final class NetworkNotFoundException extends ConfigException {

    private static final long serialVersionUID = 1L;

    NetworkNotFoundException(String message) {
        super(message);
    }
}
