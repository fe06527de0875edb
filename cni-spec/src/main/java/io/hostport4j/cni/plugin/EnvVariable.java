package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.Command;
import io.hostport4j.cni.types.Identifiers;
import java.util.List;

/**
 * The environment variables of CNI by name, the commands that require each, and the check of a required value.
 *
 * <p>The order is the one in which missing variables are reported. CNI_PATH is required although the specification calls it
 * optional: the upstream skeleton does so, and plugins that delegate rely on it.
 */
enum EnvVariable {
    CNI_CONTAINERID(Command.ADD, Command.CHECK, Command.DEL),
    CNI_NETNS(Command.ADD, Command.CHECK),
    CNI_IFNAME(Command.ADD, Command.CHECK, Command.DEL),
    CNI_ARGS,
    CNI_PATH(Command.ADD, Command.CHECK, Command.DEL, Command.GC, Command.STATUS),
    /** Set to 1 or true by a runtime that gives a container the plugin's own network namespace on purpose. */
    CNI_NETNS_OVERRIDE;

    /** Selects the row of this table, so it is none itself. */
    static final String CNI_COMMAND = "CNI_COMMAND";

    private final List<Command> requiredBy;

    EnvVariable(Command... requiredBy) {
        this.requiredBy = List.of(requiredBy);
    }

    boolean isRequiredBy(Command command) {
        return requiredBy.contains(command);
    }

    void check(String value) {
        switch (this) {
            case CNI_CONTAINERID -> Identifiers.requireContainerId(value);
            case CNI_IFNAME -> Identifiers.requireInterfaceName(value);
            case CNI_NETNS, CNI_ARGS, CNI_PATH, CNI_NETNS_OVERRIDE -> { }
        }
    }
}
