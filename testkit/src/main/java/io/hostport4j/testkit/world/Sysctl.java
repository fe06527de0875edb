package io.hostport4j.testkit.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A kernel setting below {@code /proc/sys/net}; which namespace's it is depends on the thread that reads or writes it.
 *
 * @param path the part after {@code /proc/sys/net/}, such as {@code "ipv4/ip_forward"}
 */
record Sysctl(String path) {

    boolean exists() {
        return Files.exists(file());
    }

    String read() {
        try {
            return Files.readString(file()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("sysctl \"" + file() + "\" could not be read", e);
        }
    }

    void write(String value) {
        try {
            Files.writeString(file(), value);
        } catch (IOException e) {
            throw new UncheckedIOException("sysctl \"" + file() + "\" could not be set to \"" + value + "\"", e);
        }
    }

    private Path file() {
        return Path.of("/proc/sys/net", path);
    }
}
