package io.hostport4j.core;

/**
 * What becomes of TCP connections that a change of host ports made wrong. Those of UDP and SCTP are always ended, because their
 * clients keep one port and would never find the new way.
 */
public enum TcpFlows {
    /** They are left alone: a TCP client that gets no answer gives up, and connects anew. */
    KEEP,
    /** They are ended: the next packet of the client goes the new way, where nobody knows the connection and it is reset. */
    END
}
