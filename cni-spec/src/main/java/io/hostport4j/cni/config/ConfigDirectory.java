package io.hostport4j.cni.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A folder of network configurations, each in a file of its own.
 *
 * @param path the folder; it need not exist yet
 */
public record ConfigDirectory(Path path) {

    /** Where runtimes look unless they are told otherwise. */
    public static final Path DEFAULT = Path.of("/etc/cni/net.d");

    private static final List<String> LISTS = List.of(".conflist");
    private static final List<String> SINGLES = List.of(".conf", ".json");
    private static final List<String> ALL = List.of(".conf", ".conflist", ".json");

    /** Checks that it is not null. */
    public ConfigDirectory {
        Objects.requireNonNull(path, "path");
    }

    /**
     * All files that a runtime takes for configurations, by name: the first is the one that a runtime of Kubernetes uses.
     *
     * @throws ConfigException when the folder is there and cannot be read
     */
    public List<Path> files() {
        return ConfigFiles.list(path, ALL);
    }

    /**
     * The network of that name: the first list that has it, else the first configuration of one plugin that has it.
     *
     * @throws NetworkNotFoundException when no configuration has the name
     * @throws NoConfigsException when there is no configuration
     * @throws ConfigException when a file cannot be used that stands before the one looked for, or when that one cannot be used
     */
    public NetworkList find(String network) {
        List<Path> lists = ConfigFiles.list(path, LISTS);
        for (Path file : lists) {
            NetworkList list = NetworkList.load(file);
            if (list.name().equals(network)) {
                return list;
            }
        }
        List<Path> singles = ConfigFiles.list(path, SINGLES);
        for (Path file : singles) {
            // Some have no name at all, which matters to nobody as long as they are not meant.
            if (PluginConfig.load(file).name().equals(Optional.of(network))) {
                return NetworkList.load(file);
            }
        }
        if (!lists.isEmpty() || !singles.isEmpty()) {
            throw new NetworkNotFoundException("no network configuration with name \"" + network + "\" in \"" + path + "\"");
        }
        throw new NoConfigsException("no network configurations found in \"" + path + "\"");
    }
}
