package io.hostport4j.cni.install;

import io.hostport4j.cni.json.JsonObject;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plugin of a network's chain.
 *
 * @param type the name of its executable file
 * @param capabilities those it declares as true
 */
public record ChainedPlugin(String type, Set<String> capabilities) {
    /** Checks and copies. */
    public ChainedPlugin {
        Objects.requireNonNull(type, "type");
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether a runtime hands host ports to it. */
    public boolean takesHostPorts() {
        return capabilities.contains("portMappings");
    }

    boolean isOurs() {
        return type.equals(ConfFile.PLUGIN);
    }

    static ChainedPlugin of(JsonObject plugin) {
        Set<String> declared = new TreeSet<>();
        plugin.optionalObject("capabilities").ifPresent(capabilities -> capabilities.keys().stream()
                .filter(capability -> capabilities.optionalBool(capability).orElse(false)).forEach(declared::add));
        return new ChainedPlugin(plugin.requiredString("type"), declared);
    }
}
