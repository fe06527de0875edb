package io.hostport4j.testkit.memory;

import io.hostport4j.core.model.Link;
import java.net.InetAddress;
import java.util.Map;

/** The generation that was read, and the ways to the containers that the reader knew. */
record Moment(int generation, Map<InetAddress, Link> links) {}
