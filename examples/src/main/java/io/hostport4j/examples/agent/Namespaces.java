package io.hostport4j.examples.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a path and a host port mean to a process: device and inode of its network namespace, its mount namespace and its root folder.
 *
 * @param numbers six, in this order
 */
record Namespaces(List<Long> numbers) {
    private static final int NUMBERS = 6;
    /** How long they are on the wire. */
    static final int BYTES = NUMBERS * Long.BYTES;

    /** Checks that they are six. */
    Namespaces {
        numbers = List.copyOf(numbers);
        if (numbers.size() != NUMBERS) {
            throw new IllegalArgumentException("namespaces have " + NUMBERS + " numbers, not " + numbers.size());
        }
    }

    /** @throws IOException when procfs does not tell */
    static Namespaces ofThisProcess() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String path : List.of("/proc/self/ns/net", "/proc/self/ns/mnt", "/")) {
            Map<String, Object> identity = Files.readAttributes(Path.of(path), "unix:dev,ino");
            numbers.add((Long) identity.get("dev"));
            numbers.add((Long) identity.get("ino"));
        }
        return new Namespaces(numbers);
    }

    /** Takes them from the buffer. */
    static Namespaces decode(ByteBuffer bytes) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < NUMBERS; i++) {
            numbers.add(bytes.getLong());
        }
        return new Namespaces(numbers);
    }
}
