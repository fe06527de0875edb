package io.hostport4j.bench.node;

import io.hostport4j.testkit.ProcessRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java runtime of this machine.
 *
 * @param major e.g. 17
 */
public record Jdk(int major, Path home) {
    private static final Path FOLDER = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile(" version \"(\\d+)");
    private static final int OLDEST = 17;

    /** One of each version that hostport4j runs on, the oldest first. */
    public static List<Jdk> installed() {
        List<Jdk> found = new ArrayList<>();
        for (Path home : homes()) {
            Matcher version = VERSION.matcher(ProcessRun.of(home + "/bin/java", "-version").execute().orThrow().stderr());
            if (version.find() && Integer.parseInt(version.group(1)) >= OLDEST) {
                Jdk jdk = new Jdk(Integer.parseInt(version.group(1)), home);
                if (found.stream().noneMatch(other -> other.major == jdk.major)) {
                    found.add(jdk);
                }
            }
        }
        found.sort(Comparator.comparing(Jdk::major));
        return found;
    }

    private static List<Path> homes() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.isExecutable(folder.resolve("bin/java"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
