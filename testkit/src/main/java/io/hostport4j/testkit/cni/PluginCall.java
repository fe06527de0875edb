package io.hostport4j.testkit.cni;

import io.hostport4j.testkit.Execution;
import java.util.Objects;

/**
 * One execution of one plugin.
 *
 * @param type the plugin's type, which is its file name
 * @param command the value of CNI_COMMAND
 * @param execution exit status (0 for success) and what it wrote
 */
public record PluginCall(String type, String command, Execution execution) {

    /** Checks. */
    public PluginCall {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(execution, "execution");
    }

    /**
     * Whether the plugin ended with 0.
     *
     * @return true if so
     */
    public boolean succeeded() {
        return execution.exitCode() == 0;
    }
}
