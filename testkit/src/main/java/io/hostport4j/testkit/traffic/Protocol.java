package io.hostport4j.testkit.traffic;

/** The transport protocol of a question. */
public enum Protocol {
    /** Transmission control protocol: one connection a question. */
    TCP,
    /** User datagram protocol: one datagram a question, sent once. */
    UDP
}
