package io.hostport4j.core.walk;

/**
 * What a rule can look at.
 *
 * @param state the connection's, as rules name it
 */
record Scene(Packet packet, NodeView node, String state) {}
