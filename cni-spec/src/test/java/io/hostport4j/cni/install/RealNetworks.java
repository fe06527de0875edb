package io.hostport4j.cni.install;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files as networks' own documents and installers have them, each as it is documented and, where that has a portmap plugin, without it.
 */
final class RealNetworks {
    private RealNetworks() {}

    static List<Path> all() {
        List<Path> all = new ArrayList<>(folder("documented"));
        all.addAll(folder("without"));
        return all;
    }

    static List<Path> withoutThePlugin() {
        return folder("without");
    }

    static Path named(String name) {
        return all().stream().filter(file -> file.endsWith(Path.of("without", name))).findFirst().orElseThrow();
    }

    private static List<Path> folder(String name) {
        try (Stream<Path> files = Files.list(Path.of(RealNetworks.class.getResource(name).toURI()))) {
            return files.sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
