package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment variables of one call; a variable with an empty value counts as missing. */
final class PluginEnvironment {

    private final Map<String, String> variables;

    PluginEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    String command() {
        return variables.getOrDefault(EnvVariable.CNI_COMMAND, "");
    }

    Optional<String> find(EnvVariable variable) {
        String value = get(variable);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    String get(EnvVariable variable) {
        return variables.getOrDefault(variable.name(), "");
    }

    /**
     * Checks what the command requires; an unknown command requires nothing, so that it is named as such later.
     *
     * @throws CniException for the first invalid value, else for all missing variables together
     */
    void check() {
        List<String> missing = new ArrayList<>();
        if (command().isEmpty()) {
            missing.add(EnvVariable.CNI_COMMAND);
        }
        Optional<Command> command = Command.find(command());
        for (EnvVariable variable : EnvVariable.values()) {
            if (command.isPresent() && variable.isRequiredBy(command.get())) {
                String value = get(variable);
                if (value.isEmpty()) {
                    missing.add(variable.name());
                } else {
                    variable.check(value);
                }
            }
        }
        if (!missing.isEmpty()) {
            throw new CniException(
                    CniErrorCode.INVALID_ENVIRONMENT_VARIABLES,
                    "required env variables [" + String.join(",", missing) + "] missing");
        }
    }

    /** Whether the runtime says that the plugin's own network namespace is meant. */
    boolean allowsOwnNetns() {
        String override = get(EnvVariable.CNI_NETNS_OVERRIDE);
        return override.equals("1") || override.equalsIgnoreCase("true");
    }

    PluginRequest request(NetworkConfig config) {
        return new PluginRequest(
                get(EnvVariable.CNI_CONTAINERID),
                find(EnvVariable.CNI_NETNS),
                get(EnvVariable.CNI_IFNAME),
                new CniArgs(get(EnvVariable.CNI_ARGS)),
                get(EnvVariable.CNI_PATH),
                config);
    }
}
