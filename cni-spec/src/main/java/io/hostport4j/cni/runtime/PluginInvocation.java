package io.hostport4j.cni.runtime;

import java.util.Map;
import java.util.Objects;

/**
 * One call of one plugin, as it comes to the plugin.
 *
 * @param type the plugin's type, which is its file's name
 * @param environment the CNI variables, all of them; empty text for what there is not
 * @param stdin the request, JSON
 */
public record PluginInvocation(String type, Map<String, String> environment, String stdin) {

    /** Copies the variables. */
    public PluginInvocation {
        Objects.requireNonNull(type, "type");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(stdin, "stdin");
    }
}
