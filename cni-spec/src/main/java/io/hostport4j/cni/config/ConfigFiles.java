package io.hostport4j.cni.config;

import io.hostport4j.cni.json.JsonException;
import io.hostport4j.cni.json.JsonFile;
import io.hostport4j.cni.json.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds and reads configuration files. */
final class ConfigFiles {

    private ConfigFiles() {}

    /** What is no directory and has one of the extensions, by name; nothing when there is no such directory. */
    static List<Path> list(Path directory, List<String> extensions) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(
                directory, file -> extensions.contains(extension(file)) && !Files.isDirectory(file))) {
            stream.forEach(files::add);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new ConfigException("unable to read directory \"" + directory + "\": " + reason(e), e);
        }
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return files;
    }

    /** From the last dot on, as in Go; empty when there is none. */
    static String extension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    static <T> T load(Path file, Function<String, T> parser) {
        try {
            return parser.apply(JsonFile.text(file));
        } catch (IOException e) {
            throw new ConfigException("unable to read \"" + file + "\": " + reason(e), e);
        } catch (ConfigException e) {
            throw new ConfigException("unable to load \"" + file + "\": " + e.getMessage(), e);
        }
    }

    static JsonObject json(String text) {
        try {
            return JsonObject.parse(text);
        } catch (JsonException e) {
            throw new ConfigException(e.getMessage(), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
    }
}
