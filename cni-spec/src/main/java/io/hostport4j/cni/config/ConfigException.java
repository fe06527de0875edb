package io.hostport4j.cni.config;

/** A network configuration cannot be used; the message is one line and names the file, when there is one, the key and the value. */
public sealed class ConfigException extends RuntimeException permits NetworkNotFoundException, NoConfigsException {

    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
