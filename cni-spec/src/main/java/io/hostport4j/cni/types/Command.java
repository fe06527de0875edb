package io.hostport4j.cni.types;

import java.util.Optional;

/** The values of CNI_COMMAND, and the version of the specification each came with (specification, section 2, "CNI operations"). */
public enum Command {
    /** Connects a container, or changes what a plugin before has connected. */
    ADD(CniVersion.V0_1_0),
    /** Undoes ADD. */
    DEL(CniVersion.V0_1_0),
    /** Finds out whether all is as ADD left it. */
    CHECK(CniVersion.V0_4_0),
    /** Takes away what is left of attachments that nobody needs any more. */
    GC(CniVersion.V1_1_0),
    /** Finds out whether ADD could be served. */
    STATUS(CniVersion.V1_1_0),
    /** Since 0.2.0, but asked before the two sides know each other's versions. */
    VERSION(CniVersion.V0_1_0);

    private final CniVersion since;

    Command(CniVersion since) {
        this.since = since;
    }

    /** The version of the specification that brought it. */
    public CniVersion since() {
        return since;
    }

    /** The command of that name, empty when there is none. */
    public static Optional<Command> find(String name) {
        for (Command command : values()) {
            if (command.name().equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
