package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.NetworkFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The networks of a container runtime.
 *
 * @param files in the order in which a runtime of Kubernetes takes them: it uses the first
 * @param plugins what was found of each plugin that a chain names, by its type; empty when there is no folder to look in
 */
public record Chains(List<NetworkFile> files, Map<String, Plugin> plugins) {
    /** Copies the collections. */
    public Chains {
        files = List.copyOf(files);
        plugins = Map.copyOf(plugins);
    }

    /**
     * A plugin's file.
     *
     * @param file the first of that name in the folders; empty when there is none
     * @param executable whether it may be executed
     */
    public record Plugin(Optional<Path> file, boolean executable) {
        /** Checks that it is not null. */
        public Plugin {
            Objects.requireNonNull(file, "file");
        }
    }

    /** Those that can be read. */
    List<NetworkFile.Network> networks() {
        return files.stream().filter(NetworkFile.Network.class::isInstance).map(NetworkFile.Network.class::cast).toList();
    }

    /** The one that a runtime uses that was told no name, unless a broken one stands before it. */
    Optional<NetworkFile.Network> taken() {
        return networks().stream().findFirst();
    }

    /** Those through which containers can come to host ports. */
    List<NetworkFile.Network> covered() {
        return networks().stream().filter(NetworkFile.Network::takesHostPorts).toList();
    }
}
