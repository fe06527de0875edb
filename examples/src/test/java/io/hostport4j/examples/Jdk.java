package io.hostport4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed Java.
 *
 * @param home the folder with {@code bin} and {@code lib}
 * @param feature 17, 25 and so on
 */
public record Jdk(Path home, int feature) {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** The one that runs the tests. */
    public static Jdk ofThisJvm() {
        return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** One of each feature release that the distribution runs on, oldest first; at least this JVM's. */
    public static List<Jdk> usable() {
        try (Stream<Path> folders = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
            List<Jdk> found = Stream.concat(Stream.of(ofThisJvm()), folders.filter(Jdk::isJdk).map(Jdk::at))
                    .filter(jdk -> jdk.feature() >= 17)
                    .distinct()
                    .sorted(Comparator.comparingInt(Jdk::feature))
                    .toList();
            return found.stream().filter(jdk -> isFirstOfItsFeature(jdk, found)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFirstOfItsFeature(Jdk jdk, List<Jdk> all) {
        return all.stream().filter(other -> other.feature() == jdk.feature()).findFirst().orElseThrow().equals(jdk);
    }

    private static boolean isJdk(Path folder) {
        return Files.isExecutable(folder.resolve("bin/java")) && Files.isRegularFile(folder.resolve("release"));
    }

    private static Jdk at(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Jdk(home, Runtime.Version.parse(release.getProperty("JAVA_VERSION").replace("\"", "")).feature());
    }

    @Override
    public String toString() {
        return "Java " + feature();
    }
}
