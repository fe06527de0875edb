package io.hostport4j.examples.hostport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The archive of classes that an installed plugin starts with; without it every call takes several times as long. */
final class ClassArchive {
    private static final long LIMIT_SECONDS = 120;

    private final Path distribution;

    /** @param distribution the folder with {@code bin} and {@code lib}; the archive comes beside them */
    ClassArchive(Path distribution) {
        this.distribution = distribution;
    }

    /** Makes it for the Java that this process runs on, unless it is there; why that was not possible, for the plugin works without. */
    Optional<String> make() {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", distribution.resolve("lib/archive.sh").toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                return Optional.of("the plugin starts slowly: lib/archive.sh did not end within " + LIMIT_SECONDS + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of("the plugin starts slowly: " + said);
        } catch (IOException e) {
            return Optional.of("the plugin starts slowly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the plugin starts slowly: lib/archive.sh was interrupted");
        }
    }
}
