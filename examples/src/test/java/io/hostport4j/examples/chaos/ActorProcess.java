package io.hostport4j.examples.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link Actor} in a JVM of its own.
 *
 * @param output what it prints goes there, and is deleted in the end
 */
record ActorProcess(Path output) {

    /** @return what the actor printed */
    Tally run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp", System.getProperty("java.class.path"), Actor.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            int exitCode = process.waitFor();
            String text = Files.readString(output).strip();
            Files.delete(output);
            if (exitCode != 0) {
                throw new AssertionError("actor " + arguments + " ended with " + exitCode + ": " + text);
            }
            return Tally.ofLines(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
