package io.hostport4j.examples.agent;

import java.util.Map;

/**
 * What the shim hands over: a plugin's call by the CNI protocol.
 *
 * @param namespaces those of the shim
 * @param environment its variables that begin with {@code CNI_} or {@code HOSTPORT_}
 * @param stdin what it read from standard input; nothing when the command reads none
 */
record ShimCall(Namespaces namespaces, Map<String, String> environment, byte[] stdin) {
    /** Copies the map; the array is the caller's no more. */
    ShimCall {
        environment = Map.copyOf(environment);
    }
}
