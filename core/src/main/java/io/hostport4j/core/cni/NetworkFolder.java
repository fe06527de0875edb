package io.hostport4j.core.cni;

import io.hostport4j.cni.config.ConfigDirectory;
import io.hostport4j.cni.config.ConfigException;
import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The networks that a runtime finds in a folder. It is only read. */
public final class NetworkFolder {
    private static final String PORT_MAPPINGS = "portMappings";

    private final Path folder;

    /** Nothing is read yet. */
    public NetworkFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What a runtime reads, in its order; nothing when there is no such folder.
     *
     * @throws HostPortException when the folder is there and cannot be read
     */
    public List<NetworkFile> files() {
        List<NetworkFile> files = new ArrayList<>();
        for (Path file : paths()) {
            try {
                NetworkList network = NetworkList.load(file);
                files.add(new NetworkFile.Network(file, network.name(), network.plugins().stream()
                        .map(plugin -> new ChainPlugin(plugin.type(), plugin.capabilities().contains(PORT_MAPPINGS))).toList()));
            } catch (ConfigException e) {
                files.add(new NetworkFile.Broken(file, e.getMessage()));
            }
        }
        return files;
    }

    private List<Path> paths() {
        try {
            return new ConfigDirectory(folder).files();
        } catch (ConfigException e) {
            throw new InvalidRequestException("networks", folder.toString(), e.getMessage());
        }
    }
}
