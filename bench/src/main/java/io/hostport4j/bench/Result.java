package io.hostport4j.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a part of the benchmarks found, as it is in a file of {@code bench/results}.
 *
 * @param load average of the last minute, when the part ended
 * @param seconds that the part took
 * @param notes what was left out, and why
 */
public record Result(String part, Conditions conditions, double load, long seconds, List<String> notes, List<Figure> figures) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path FOLDER = Path.of("bench/results");

    static Optional<Result> read(String part) {
        Path file = file(part);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Result.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write() {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file(part), JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String part) {
        return FOLDER.resolve(part + ".json");
    }
}
