package io.hostport4j.cni.runtime;

import java.util.List;

/** A network cannot be used on this node; each line of the message is a problem. */
public final class ValidationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ValidationException(List<String> problems) {
        super(String.join("\n", problems));
    }

    /** What is wrong, one line each, in the order of the plugins. */
    public List<String> problems() {
        return getMessage().lines().toList();
    }
}
