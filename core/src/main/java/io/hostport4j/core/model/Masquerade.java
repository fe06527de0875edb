package io.hostport4j.core.model;

/** For which clients the node puts its own address in the place of theirs. */
public enum Masquerade {
    /** For none: {@code "snat": false} in the plugin's configuration. */
    NEVER,
    /**
     * For those whose answer would not come back through the node: the container itself, its neighbours on one bridge, and
     * 127.0.0.0/8 of the node. All others keep their source address.
     */
    WHEN_NEEDED,
    /** For all: {@code "masqAll": true}; for networks whose containers answer past the node, e.g. macvlan. */
    ALWAYS
}
