/** The port-mapping engine. Most programs need {@link io.hostport4j.core.HostPorts} and the values of its requests. */
package io.hostport4j.core;
