package io.hostport4j.core.tool;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.WaitEndedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tools as processes. */
public final class ProcessTools implements Tools {
    /** Where Linux distributions put what only the administrator runs; runtimes often start plugins with a shorter PATH. */
    private static final List<String> ADMINISTRATORS_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

    /** The kernel ends a program at once, but when that is within a call that cannot be interrupted. */
    private static final long KILLED_SECONDS = 2;

    /** As shells do, the JDK adds this to the number of the signal that ended a program; none that is run here exits so by itself. */
    private static final int SIGNALLED = 128;

    private final List<Path> folders = new ArrayList<>();

    /** @param path the folders that programs are in, divided by colons, as the environment variable PATH has them */
    public ProcessTools(String path) {
        for (String folder : path.split(":")) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
        for (String folder : ADMINISTRATORS_FOLDERS) {
            if (!folders.contains(Path.of(folder))) {
                folders.add(Path.of(folder));
            }
        }
    }

    @Override
    public Optional<Path> find(String name) {
        for (Path folder : folders) {
            Path program = folder.resolve(name);
            // A Path would make an exception of each folder that does not have it.
            if (program.toFile().canExecute()) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    @Override
    public ToolResult run(List<String> command, String input, Deadline deadline) {
        String awaited = "the end of " + String.join(" ", command);
        deadline.left(() -> awaited);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Messages are compared and passed on: in one language.
        builder.environment().put("LC_ALL", "C");
        try {
            return finish(builder.start(), awaited, input, deadline);
        } catch (IOException e) {
            throw new BackendFailedException("start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static ToolResult finish(Process process, String awaited, String input, Deadline deadline) {
        // One that reads nothing would keep its writer waiting.
        start("stdin", () -> write(process, input));
        FutureTask<String> output = start("stdout", () -> text(process.getInputStream()));
        FutureTask<String> errors = start("stderr", () -> text(process.getErrorStream()));
        try {
            if (!process.waitFor(deadline.left(() -> awaited).toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, awaited);
            }
            if (process.exitValue() > SIGNALLED) {
                throw new WaitEndedException(WaitEndedException.Reason.TOOL_KILLED, awaited + ", which signal "
                        + (process.exitValue() - SIGNALLED) + " ended");
            }
            return new ToolResult(process.exitValue(), get(output, awaited, deadline), get(errors, awaited, deadline).strip());
        } catch (InterruptedException e) {
            throw WaitEndedException.of(e, awaited);
        } finally {
            end(process);
        }
    }

    /** What it started may keep its output open when it has ended itself. */
    private static String get(FutureTask<String> text, String awaited, Deadline deadline) throws InterruptedException {
        try {
            return text.get(deadline.left(() -> awaited).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new WaitEndedException(WaitEndedException.Reason.TIME_IS_UP, awaited);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** With what it started; and waits for it, since nobody could tell before what it has done and what not. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        try {
            process.destroyForcibly().waitFor(KILLED_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> FutureTask<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "hostport-tool-" + name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A tool that ends before it has read everything says why on standard error. */
    private static boolean write(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
