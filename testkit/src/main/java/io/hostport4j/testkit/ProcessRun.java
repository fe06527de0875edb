package io.hostport4j.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process that is run to its end.
 *
 * @param command the program and its arguments
 * @param environment variables set in addition to those of this process
 * @param stdin what the process reads from standard input
 * @param limit the time after which it is killed
 */
public record ProcessRun(List<String> command, Map<String, String> environment, String stdin, Duration limit) {

    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    /** Copies the collections. */
    public ProcessRun {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * A process with this process's environment, empty input, and 30 seconds of time.
     *
     * @param command the program and its arguments
     * @return the process, not yet started
     */
    public static ProcessRun of(String... command) {
        return new ProcessRun(List.of(command), Map.of(), "", USUAL_LIMIT);
    }

    /**
     * Starts the process and waits for its end.
     *
     * @return exit status and outputs
     * @throws IllegalStateException if it did not end in time (it and its children have been killed), or this thread was interrupted
     * @throws UncheckedIOException if it could not be started
     */
    public Execution execute() {
        try {
            // Files instead of pipes: no reader threads, no blocking on a full pipe, nothing to wait for after a kill.
            Path folder = Files.createTempDirectory("hostport-run-");
            try {
                return execute(folder.resolve("in"), folder.resolve("out"), folder.resolve("err"));
            } finally {
                for (String file : List.of("in", "out", "err")) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("command \"" + String.join(" ", command) + "\" could not be run", e);
        }
    }

    private Execution execute(Path in, Path out, Path err) throws IOException {
        Files.writeString(in, stdin);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("command \"" + String.join(" ", command) + "\" was killed after " + limit
                        + ": " + Files.readString(err) + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while \"" + String.join(" ", command) + "\" ran");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Execution(command, process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
