package io.hostport4j.core.walk;

import java.util.Locale;

/** Where a client is. */
public enum Origin {
    /** Behind an interface of the node. */
    OUTSIDE,
    /** A process of the node that asks for one of the node's addresses. */
    NODE,
    /** A process of the node that asks for 127.0.0.1 or ::1. */
    LOOPBACK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
