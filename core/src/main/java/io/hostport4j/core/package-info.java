/**
 * The port-mapping engine. Most programs need {@link io.hostport4j.core.HostPorts} and the values of its requests.
 *
 * <p>Its classes ask for their loggers when they have something to say: the first one costs a plugin's process 10 ms of some 100, and most
 * calls say nothing.
 */
package io.hostport4j.core;
