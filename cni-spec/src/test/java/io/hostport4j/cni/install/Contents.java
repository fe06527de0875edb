package io.hostport4j.cni.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a folder, so that it can be compared. */
final class Contents {
    private Contents() {}

    /** Names and texts. */
    static Map<String, String> texts(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files(folder)) {
            texts.put(file.getFileName().toString(), text(file));
        }
        return texts;
    }

    /** Names and all that an installation has to bring back: bytes, mode, owner, time. */
    static Map<String, String> all(Path folder) {
        Map<String, String> all = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                all.put(file.getFileName().toString(), String.join(" ", PosixFilePermissions.toString(attributes.permissions()),
                        attributes.owner().getName(), attributes.group().getName(), attributes.lastModifiedTime().toString(), text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Iterable<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
