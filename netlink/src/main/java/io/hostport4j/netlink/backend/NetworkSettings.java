package io.hostport4j.netlink.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sysctls of the calling thread's network namespace.
 *
 * @param folder usually {@code /proc/sys/net}
 */
record NetworkSettings(Path folder) {
    /** Empty when there is none; an interface that is gone took its own with it. */
    Optional<String> read(List<String> path) {
        Path file = folder;
        for (String part : path) {
            file = file.resolve(part);
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
