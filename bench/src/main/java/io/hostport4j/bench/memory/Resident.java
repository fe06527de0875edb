package io.hostport4j.bench.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The resident set of a process, as /proc tells it. */
final class Resident {
    private static final double KIBI = 1024;

    private Resident() {}

    static double mebibytes(long process) {
        try {
            String line = Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
                    .filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Integer.parseInt(line.replaceAll("\\D", "")) / KIBI;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
