package io.hostport4j.core.doctor;

import io.hostport4j.core.cni.ChainPlugin;
import io.hostport4j.core.cni.NetworkFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link FindingId#PLUGIN_BINARY_MISSING} and {@link FindingId#PLUGIN_NOT_EXECUTABLE}, of the networks that have host ports. */
final class PluginFilesCheck implements Check {
    @Override
    public List<Finding> examine(Node node) {
        Map<String, NetworkFile.Network> needed = new LinkedHashMap<>();
        for (NetworkFile.Network network : node.chains().covered()) {
            network.plugins().forEach(plugin -> needed.putIfAbsent(plugin.type(), network));
        }
        return needed.entrySet().stream().flatMap(entry -> finding(entry.getKey(), entry.getValue(), node)).toList();
    }

    private static Stream<Finding> finding(String type, NetworkFile.Network network, Node node) {
        Chains.Plugin plugin = node.chains().plugins().get(type);
        if (Objects.isNull(plugin) || plugin.executable()) {
            return Stream.empty();
        }
        return Stream.of(plugin.file().map(file -> notExecutable(type, file)).orElseGet(() -> missing(type, network, node.places())));
    }

    private static Finding notExecutable(String type, Path file) {
        return new Finding(FindingId.PLUGIN_NOT_EXECUTABLE, "plugin \"" + type + "\"", file + " lacks the permission to be executed",
                "chmod a+x " + ShellWord.of(file));
    }

    private static Finding missing(String type, NetworkFile.Network network, Places places) {
        String folders = places.plugins().stream().map(Path::toString).collect(Collectors.joining(", "));
        String remedy = type.equals(ChainPlugin.OWN_TYPE) ? new Commands(places).install(network.name())
                : "# install the package that has the plugin \"" + oneLine(type) + "\" into one of " + folders;
        return new Finding(FindingId.PLUGIN_BINARY_MISSING, "plugin \"" + type + "\"",
                network.file() + " names it, and it is not in " + folders, remedy);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }
}
