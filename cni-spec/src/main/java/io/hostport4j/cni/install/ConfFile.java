package io.hostport4j.cni.install;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A file of a folder that a runtime reads network configurations from. */
public sealed interface ConfFile {
    /** The type of the plugin that is installed: the one of the reference, so that its place in a chain is ours. */
    String PLUGIN = "portmap";

    /** Where it is. */
    Path path();

    /**
     * A network.
     *
     * @param name its name
     * @param plugins its chain, one at least
     * @param text the file's whole text
     */
    record Network(Path path, String name, List<ChainedPlugin> plugins, String text) implements ConfFile {
        /**
         * Checks and copies.
         *
         * @throws IllegalArgumentException when there are no plugins
         */
        public Network {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(text, "text");
            plugins = List.copyOf(plugins);
            if (plugins.isEmpty()) {
                throw new IllegalArgumentException("no plugins");
            }
        }

        /** Whether the chain has the plugin, and a runtime hands host ports to it. */
        public boolean isCovered() {
            return plugins.stream().anyMatch(plugin -> plugin.isOurs() && plugin.takesHostPorts());
        }

        /** Whether the file has a whole chain, and not the one plugin of a {@code .conf}. */
        boolean isList() {
            return FileNames.isList(path);
        }

        /** The first place of a plugin of that type. */
        OptionalInt placeOf(String type) {
            return IntStream.range(0, plugins.size()).filter(i -> plugins.get(i).type().equals(type)).findFirst();
        }

        long countOf(String type) {
            return plugins.stream().filter(plugin -> plugin.type().equals(type)).count();
        }

        /** The file as it is as a list: itself, or for a single plugin the list around it. */
        String listText() {
            return isList() ? text : SingleText.parse(text).asList();
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * A file that no network can be read from.
     *
     * @param problem for people to read
     */
    record Broken(Path path, String problem) implements ConfFile {
        /** Checks that nothing is null. */
        public Broken {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(problem, "problem");
        }
    }

    /** What a runtime makes of the content: of a {@code .conflist} a chain, of any other a single plugin (libcni, {@code conf.go}). */
    static ConfFile parse(Path path, byte[] content) {
        try {
            JsonObject config = JsonObject.parse(content);
            String text = new String(content, StandardCharsets.UTF_8);
            if (FileNames.isList(path)) {
                List<ChainedPlugin> plugins = config.objects("plugins").stream().map(ChainedPlugin::of).toList();
                return plugins.isEmpty() ? new Broken(path, "it has no plugins")
                        : new Network(path, config.requiredString("name"), plugins, text);
            }
            if (config.has("plugins") && !config.has("type")) {
                return new Broken(path, "a list of plugins is read from a .conflist only; rename it");
            }
            return new Network(path, config.requiredString("name"), List.of(ChainedPlugin.of(config)), text);
        } catch (JsonException e) {
            return new Broken(path, e.getMessage());
        }
    }
}
