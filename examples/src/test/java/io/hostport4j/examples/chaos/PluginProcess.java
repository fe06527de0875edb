package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A portmap binary as a process, which may be killed. It leads a session of its own, by which the tools that it started are found when
 * it is dead.
 *
 * @param folder for its input and output, of one call at a time
 */
record PluginProcess(Path program, Path folder) implements Plugin {
    private static final int SESSION_FIELD = 3;
    private static final String STDIN = "stdin";
    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";

    /** What a call may leave in its folder. */
    static List<Path> files(Path folder) {
        return Stream.of(STDIN, STDOUT, STDERR).map(folder::resolve).toList();
    }

    @Override
    public Answer call(Map<String, String> environment, byte[] stdin) {
        Process process = start(environment, stdin);
        try {
            int exitCode = process.waitFor();
            return new Answer(exitCode, text(STDOUT), text(STDERR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** @return how long it lived, in nanoseconds */
    long lifeOf(Map<String, String> environment, byte[] stdin) {
        long start = System.nanoTime();
        Answer answer = call(environment, stdin);
        long life = System.nanoTime() - start;
        if (!answer.isSuccess()) {
            throw new AssertionError(environment + ": " + answer);
        }
        return life;
    }

    /** How somebody else ends a process. */
    enum Signal { KILL, TERM }

    /**
     * Ends it by a signal after a while, and waits until what it had started has ended too.
     *
     * @param nanos counted from the start
     * @return whether it was still there to be ended
     */
    boolean end(Signal signal, Map<String, String> environment, byte[] input, long nanos) {
        Process process = start(environment, input);
        try {
            boolean alive = !process.waitFor(nanos, TimeUnit.NANOSECONDS);
            switch (signal) {
                case KILL -> process.destroyForcibly();
                case TERM -> process.destroy();
            }
            process.waitFor();
            awaitEndOfSession(process.pid());
            return alive;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Process start(Map<String, String> environment, byte[] input) {
        try {
            Path stdin = Files.write(folder.resolve(STDIN), input);
            ProcessBuilder builder = new ProcessBuilder("setsid", program.toString()).redirectInput(stdin.toFile())
                    .redirectOutput(folder.resolve(STDOUT).toFile()).redirectError(folder.resolve(STDERR).toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) throws IOException {
        return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
    }

    private static void awaitEndOfSession(long session) {
        for (Optional<ProcessHandle> member = memberOf(session); member.isPresent(); member = memberOf(session)) {
            member.get().onExit().join();
        }
    }

    private static Optional<ProcessHandle> memberOf(long session) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
                if (handle.isPresent() && isOf(session, process)) {
                    return handle;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By {@code /proc/<pid>/stat} (proc_pid_stat(5)); a zombie, which its parent has yet to fetch, does nothing any more. */
    private static boolean isOf(long session, Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return !fields[0].equals("Z") && Long.parseLong(fields[SESSION_FIELD]) == session;
        } catch (IOException gone) {
            return false;
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
