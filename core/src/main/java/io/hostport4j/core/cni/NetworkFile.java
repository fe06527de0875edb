package io.hostport4j.core.cni;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A file in the folder that a runtime reads its networks from. */
public sealed interface NetworkFile {
    /** Where it stands. */
    Path file();

    /**
     * A network.
     *
     * @param name its name
     * @param plugins its chain, one at least
     */
    record Network(Path file, String name, List<ChainPlugin> plugins) implements NetworkFile {
        /** Copies the list. */
        public Network {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(name, "name");
            plugins = List.copyOf(plugins);
        }

        /** Whether a runtime hands host ports to one of its plugins. */
        public boolean takesHostPorts() {
            return plugins.stream().anyMatch(ChainPlugin::takesHostPorts);
        }
    }

    /**
     * No network can be read from it.
     *
     * @param reason for people to read
     */
    record Broken(Path file, String reason) implements NetworkFile {
        /** Checks that nothing is null. */
        public Broken {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
