package io.hostport4j.cni.runtime;

import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder whose files change as a whole: written beside {@code results}, where no runtime looks for entries, and renamed into it. */
record CacheFolder(Path directory) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    Path results() {
        return directory.resolve("results");
    }

    void write(Path file, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        // Nobody could read it back.
        if (content.length > JsonObject.SIZE_LIMIT) {
            throw new IOException("it would be larger than " + JsonObject.SIZE_LIMIT + " bytes");
        }
        // A link to a folder is one, too; before JDK 20 createDirectories refuses it.
        if (!Files.isDirectory(results())) {
            Files.createDirectories(results(), OWNER_ONLY);
        }
        // Made with mode 0600.
        Path unfinished = Files.createTempFile(directory, ".result-", ".tmp");
        try {
            // Not forced to the disk: a node that loses power loses its containers too, and their DEL does without a broken note.
            Files.write(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
