package io.hostport4j.core;

/**
 * What is done about processes of the node itself that listen on a wanted host port, or may be made to: packets to the port go to the
 * container from then on, and the process gets none, without a word from anybody.
 */
public enum HostListenerPolicy {
    /** The node's sockets are not looked at; that takes longer than all else that an ADD does. */
    IGNORE,
    /** They are named in a warning, as are ports that the kernel may give away to any process. */
    WARN,
    /** As {@link #WARN}, and whoever listens keeps the port. */
    FAIL
}
