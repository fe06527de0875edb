package io.hostport4j.core.tool;

import io.hostport4j.core.spi.BackendFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Tools as processes. */
public final class ProcessTools implements Tools {
    /** Where Linux distributions put what only the administrator runs; runtimes often start plugins with a shorter PATH. */
    private static final List<String> ADMINISTRATORS_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private final List<Path> folders = new ArrayList<>();
    private final Duration timeout;

    /**
     * @param path the folders that programs are in, divided by colons, as the environment variable PATH has them
     * @param timeout how long a program may take before it is ended
     */
    public ProcessTools(String path, Duration timeout) {
        for (String folder : path.split(":")) {
            if (folder.startsWith("/")) {
                folders.add(Path.of(folder));
            }
        }
        ADMINISTRATORS_FOLDERS.stream().map(Path::of).filter(folder -> !folders.contains(folder)).forEach(folders::add);
        this.timeout = timeout;
    }

    @Override
    public Optional<Path> find(String name) {
        for (Path folder : folders) {
            Path program = folder.resolve(name);
            if (Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    @Override
    public ToolResult run(List<String> command, String input) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // Messages are compared and passed on: in one language.
        builder.environment().put("LC_ALL", "C");
        try {
            return finish(builder.start(), command, input);
        } catch (IOException e) {
            throw new BackendFailedException("start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private ToolResult finish(Process process, List<String> command, String input) throws IOException {
        try {
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            write(process, input);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BackendFailedException(String.join(" ", command) + " was not done within " + timeout.toMillis() + " ms and was ended");
            }
            return new ToolResult(process.exitValue(), output.join(), errors.join().strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendFailedException(String.join(" ", command) + " was interrupted and ended", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A tool that ends before it has read everything says why on standard error. */
    private static void write(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
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
