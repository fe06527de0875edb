package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.ChainPlugin;
import io.hostport4j.core.cni.NetworkFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for plugins' files.
 *
 * @param folders where the runtime looks
 */
record ChainReader(List<Path> folders) {
    Chains read(List<NetworkFile> files) {
        Map<String, Chains.Plugin> plugins = new HashMap<>();
        if (folders.stream().anyMatch(Files::isDirectory)) {
            for (NetworkFile file : files) {
                if (file instanceof NetworkFile.Network network) {
                    network.plugins().stream().map(ChainPlugin::type).forEach(type -> plugins.computeIfAbsent(type, this::plugin));
                }
            }
        }
        return new Chains(files, plugins);
    }

    /** As runtimes do: the first regular file of the name, executable or not (libcni, {@code pkg/invoke/find.go}). */
    private Chains.Plugin plugin(String type) {
        Optional<Path> found = folders.stream().map(folder -> folder.resolve(type)).filter(Files::isRegularFile).findFirst();
        return new Chains.Plugin(found, found.filter(Files::isExecutable).isPresent());
    }
}
