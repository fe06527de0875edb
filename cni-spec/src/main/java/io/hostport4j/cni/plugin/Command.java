package io.hostport4j.cni.plugin;

import io.hostport4j.cni.types.CniVersion;
import java.util.Optional;

/** The values of CNI_COMMAND, and the version of the specification each came with. */
enum Command {
    ADD(CniVersion.V0_1_0),
    DEL(CniVersion.V0_1_0),
    CHECK(CniVersion.V0_4_0),
    GC(CniVersion.V1_1_0),
    STATUS(CniVersion.V1_1_0),
    /** Since 0.2.0, but asked before the two sides know each other's versions. */
    VERSION(CniVersion.V0_1_0);

    private final CniVersion since;

    Command(CniVersion since) {
        this.since = since;
    }

    CniVersion since() {
        return since;
    }

    static Optional<Command> find(String name) {
        for (Command command : values()) {
            if (command.name().equals(name)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
