/** A small network to test in: a node with containers, and a client outside of it. */
package io.hostport4j.testkit.world;
