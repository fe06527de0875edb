package io.hostport4j.cni.install;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A folder of network configurations, {@code /etc/cni/net.d} on most nodes, as its runtime sees it: containerd, CRI-O and the kubelet of
 * old sort all files by name and take the first for every container; Podman and nerdctl look for a network's name.
 */
public final class ConfFolder {
    private final Path folder;

    /** Nothing is read yet. */
    public ConfFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What a runtime reads, in its order.
     *
     * @throws InstallException when the folder cannot be read
     */
    public List<ConfFile> files() {
        List<ConfFile> files = new ArrayList<>();
        for (Path path : paths(FileNames::isRead)) {
            read(path).ifPresent(content -> files.add(ConfFile.parse(path, content)));
        }
        return files;
    }

    /**
     * The file that a runtime takes when nobody asks for a network by name: the first. Where it is broken, containerd takes none until it
     * is mended, and CRI-O the next.
     *
     * @throws InstallException as {@link #files}
     */
    public Optional<ConfFile> taken() {
        return files().stream().findFirst();
    }

    /**
     * Plugins that libcni appends to the network's chain: {@code *.conf} in a folder of the network's name.
     *
     * @throws InstallException when such a folder is there and cannot be read, or has something else in it
     */
    List<ChainedPlugin> appended(String network) {
        Path own = folder.resolve(network);
        if (!own.normalize().startsWith(folder) || !Files.isDirectory(own)) {
            return List.of();
        }
        List<ChainedPlugin> plugins = new ArrayList<>();
        for (Path path : new ConfFolder(own).ending(".conf")) {
            try {
                read(path).map(JsonObject::parse).map(ChainedPlugin::of).ifPresent(plugins::add);
            } catch (JsonException e) {
                // libcni does not load the network then, whatever is in its own file.
                throw new InstallException("\"" + path + "\" is broken: " + e.getMessage() + "; mend it or take it away", e);
            }
        }
        return plugins;
    }

    /** Files with such an end, in order. */
    List<Path> ending(String end) {
        return paths(path -> path.getFileName().toString().endsWith(end));
    }

    Path path() {
        return folder;
    }

    /** Empty when it is no file, or is gone. */
    Optional<byte[]> read(Path path) {
        try {
            return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw FolderChange.failed("read", path, e);
        }
    }

    /** In order. */
    List<Path> paths(Predicate<Path> wanted) {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, wanted::test)) {
            stream.forEach(paths::add);
        } catch (NoSuchFileException e) {
            throw new InstallException("there is no folder \"" + folder + "\"; name the one that the runtime reads", e);
        } catch (IOException e) {
            throw FolderChange.failed("read", folder, e);
        }
        // On Linux by bytes, as Go sorts strings.
        paths.sort(Comparator.naturalOrder());
        return paths;
    }
}
