package io.hostport4j.core;

/**
 * What becomes of another attachment that holds a wanted host port. Whatever is chosen, one that is {@linkplain
 * io.hostport4j.core.spi.Presence known to be dead} loses the port, with a warning that names it.
 */
public enum ConflictPolicy {
    /** It keeps the port, and who asks is refused. */
    FAIL,
    /** It loses the port, with a warning that names it. */
    REPLACE,
    /**
     * It keeps the port, and who asks has it too where their addresses differ: every address of the node beside a single one. Which of
     * the two gets a packet that both could have is the backend's affair. A holder of just the same host port is as with {@link #FAIL}.
     */
    ALLOW
}
