package io.hostport4j.cni.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What runtimes make of a folder at one moment.
 *
 * @param first the network that containerd, CRI-O and the kubelet take: the first file's
 * @param named the network that Podman and nerdctl take: the first list of that name, else the first single configuration
 */
record RuntimeView(String first, String named) {
    static RuntimeView of(Path folder, String network) {
        while (true) {
            try {
                Map<Path, Object> moment = moment(folder);
                List<ConfFile> files = files(moment.keySet());
                if (!moment(folder).equals(moment)) {
                    // A runtime hears of it, and reads the folder again.
                    continue;
                }
                Stream<ConfFile.Network> networks = files.stream().filter(ConfFile.Network.class::isInstance).map(ConfFile.Network.class::cast)
                        .filter(file -> file.name().equals(network));
                Optional<ConfFile.Network> named = networks.min((a, b) -> a.isList() == b.isList() ? a.path().compareTo(b.path())
                        : Boolean.compare(b.isList(), a.isList()));
                return new RuntimeView(files.isEmpty() ? "none" : text(files.get(0)), named.map(RuntimeView::text).orElse("none"));
            } catch (NoSuchFileException e) {
                // The same.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The files and when each was last touched in any way. */
    private static Map<Path, Object> moment(Path folder) throws IOException {
        Map<Path, Object> moment = new TreeMap<>();
        try (Stream<Path> stream = Files.list(folder)) {
            for (Path path : stream.filter(FileNames::isRead).toList()) {
                moment.put(path, Files.readAttributes(path, "unix:ino,ctime"));
            }
        }
        return moment;
    }

    private static List<ConfFile> files(Collection<Path> paths) throws IOException {
        List<ConfFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(ConfFile.parse(path, Files.readAllBytes(path)));
        }
        return files;
    }

    /** Not the file's name: a list of one plugin is what the single configuration is. */
    private static String text(ConfFile file) {
        return file instanceof ConfFile.Network network ? network.name() + network.plugins() : "broken " + file;
    }
}
