package io.hostport4j.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs that read and write little: what goes in and comes out has to fit a pipe, which holds 64 KiB. */
final class Processes {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Processes() {}

    /**
     * Runs a program to its end.
     *
     * @throws IllegalStateException when it did not end within ten seconds; it has been killed then
     * @throws UncheckedIOException when it could not be started
     */
    static Outcome run(List<String> command, Map<String, String> environment, String stdin) {
        long start = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try (InputStream stdout = process.getInputStream(); InputStream stderr = process.getErrorStream()) {
                feed(process, stdin);
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("\"" + String.join(" ", command) + "\" was killed after " + LIMIT.toSeconds() + " s");
                }
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                return new Outcome(process.exitValue(), text(stdout), text(stderr), took);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while \"" + String.join(" ", command) + "\" ran");
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("\"" + String.join(" ", command) + "\" could not be run: " + e.getMessage(), e);
        }
    }

    /**
     * Runs a program that has to succeed.
     *
     * @throws IllegalStateException when its exit status is not 0; has what it wrote
     */
    static Outcome require(List<String> command, String stdin) {
        Outcome outcome = run(command, Map.of(), stdin);
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException("\"" + String.join(" ", command) + "\" ended with " + outcome.exitCode() + ": "
                    + (outcome.stderr() + outcome.stdout()).strip());
        }
        return outcome;
    }

    private static void feed(Process process, String stdin) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading its input, and its exit status tells why.
            return;
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
