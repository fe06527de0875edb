package io.hostport4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What figures were measured under.
 *
 * @param load average of the last minute, when the part began
 * @param commit of the project, with what {@code git describe} says of changes to it
 */
public record Conditions(String cpu, int processors, String kernel, String java, double load, String date, String commit) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    static Conditions now() {
        return new Conditions(cpuModel(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.version"),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.ofNullable(System.getenv("HOSTPORT_BENCH_COMMIT")).orElse("unknown"));
    }

    private static String cpuModel() {
        try {
            return Files.readAllLines(CPUINFO).stream().filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
