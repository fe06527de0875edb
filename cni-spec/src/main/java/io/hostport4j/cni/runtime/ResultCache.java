package io.hostport4j.cni.runtime;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonFile;
import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.types.CniException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a runtime notes of its attachments, in libcni's format and under libcni's file names ({@code api.go}): one file each in
 * {@code results}, named network, container and interface with a minus between. Runtimes in Go and in Java can share a folder.
 *
 * <p>It outlives a reboot. A file appears as a whole or not at all. Names can collide ({@code a-b} and {@code c}, {@code a} and
 * {@code b-c}), so a file counts for an attachment only if its content says so too.
 */
public final class ResultCache {

    /** Where it is unless a runtime says otherwise. */
    public static final Path DEFAULT = Path.of("/var/lib/cni");

    private final CacheFolder folder;

    /** The cache in a folder, which need not exist yet. */
    public ResultCache(Path directory) {
        this.folder = new CacheFolder(Objects.requireNonNull(directory, "directory"));
    }

    /**
     * Notes an attachment, in place of what was noted of it before.
     *
     * @throws ResultCacheException when it cannot be written, or the file is another attachment's
     */
    public void write(NetworkList network, Attachment attachment, PluginResult result) {
        Path file = file(network.name(), attachment);
        otherOwner(file, network.name(), attachment).ifPresent(other -> {
            throw new ResultCacheException("unable to write \"" + file + "\"", "it is of another attachment: " + describe(other)
                    + "; give the network another name");
        });
        CacheEntry entry = new CacheEntry(network.name(), attachment, network.text(), Optional.of(result.json()));
        try {
            folder.write(file, entry.toJson().toString());
        } catch (IOException e) {
            throw new ResultCacheException("unable to write \"" + file + "\"", e.getMessage(), e);
        }
    }

    /**
     * What is noted of an attachment, empty when nothing is.
     *
     * @throws ResultCacheException when it cannot be read, or is the bare result that runtimes before 2020 noted
     */
    public Optional<CacheEntry> find(String network, Attachment attachment) {
        return read(file(network, attachment)).filter(entry -> entry.isOf(network, attachment));
    }

    /**
     * The result of an attachment in the network's version, empty when nothing is noted; a bare result counts too.
     *
     * @throws ResultCacheException when it cannot be read or converted
     */
    public Optional<PluginResult> result(NetworkList network, Attachment attachment) {
        Path file = file(network.name(), attachment);
        try {
            Optional<JsonObject> document = document(file);
            if (document.isEmpty() || !CacheEntry.isKind(document.get())) {
                return document.map(bare -> PluginResult.of(bare, network.cniVersion()).in(network.cniVersion()));
            }
            return Optional.of(CacheEntry.ofJson(document.get()))
                    .filter(entry -> entry.isOf(network.name(), attachment))
                    .flatMap(CacheEntry::result)
                    .map(result -> PluginResult.of(result, network.cniVersion()).in(network.cniVersion()));
        } catch (IOException | JsonException | CniException e) {
            throw new ResultCacheException("unable to use cached result \"" + file + "\"", e.getMessage(), e);
        }
    }

    /**
     * All files there are, by name, of whatever kind; none when there is no cache.
     *
     * @throws ResultCacheException when the folder is there and cannot be read
     */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.results(), Files::isRegularFile)) {
            stream.forEach(files::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new ResultCacheException("unable to read the CNI cache \"" + folder.results() + "\"", e.getMessage(), e);
        }
        files.sort(null);
        return files;
    }

    /**
     * What is noted in a file, empty when it is gone.
     *
     * @throws ResultCacheException when it cannot be read or is of another kind
     */
    public Optional<CacheEntry> read(Path file) {
        try {
            Optional<JsonObject> document = document(file);
            if (document.isPresent() && !CacheEntry.isKind(document.get())) {
                throw new ResultCacheException("unable to read \"" + file + "\"", "it is not of kind \"" + CacheEntry.KIND + "\"");
            }
            return document.map(CacheEntry::ofJson);
        } catch (IOException | JsonException | CniException e) {
            throw new ResultCacheException("unable to read \"" + file + "\"", e.getMessage(), e);
        }
    }

    /**
     * All attachments that are noted, by file name; files that cannot be read or are of other kinds are left out.
     *
     * @throws ResultCacheException when the folder is there and cannot be read
     */
    public List<CacheEntry> entries() {
        List<CacheEntry> entries = new ArrayList<>();
        for (Path file : files()) {
            try {
                read(file).ifPresent(entries::add);
            } catch (ResultCacheException foreign) {
                // Others keep what they like in the folder; whoever wants to know reads file by file.
            }
        }
        return entries;
    }

    /** The attachments of a container. */
    public List<CacheEntry> entriesOf(String containerId) {
        return entries().stream().filter(entry -> entry.attachment().containerId().equals(containerId)).toList();
    }

    /**
     * Forgets an attachment; what is another's stays.
     *
     * @throws ResultCacheException when the file is there and cannot be removed
     */
    public void remove(String network, Attachment attachment) {
        Path file = file(network, attachment);
        try {
            if (otherOwner(file, network, attachment).isEmpty()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ResultCacheException("unable to remove \"" + file + "\"", e.getMessage(), e);
        }
    }

    private Path file(String network, Attachment attachment) {
        return folder.results().resolve(network + "-" + attachment.containerId() + "-" + attachment.ifName());
    }

    /** A file that nobody can read is nobody's. */
    private Optional<CacheEntry> otherOwner(Path file, String network, Attachment attachment) {
        try {
            return read(file).filter(entry -> !entry.isOf(network, attachment));
        } catch (ResultCacheException unreadable) {
            return Optional.empty();
        }
    }

    private static String describe(CacheEntry entry) {
        return "network \"" + entry.network() + "\", container \"" + entry.attachment().containerId() + "\", interface \""
                + entry.attachment().ifName() + "\"";
    }

    private static Optional<JsonObject> document(Path file) throws IOException {
        try {
            return Optional.of(JsonObject.parse(JsonFile.text(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
