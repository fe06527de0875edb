package io.hostport4j.testkit;

import java.util.List;
import java.util.Objects;

/**
 * What a process that has ended left behind.
 *
 * @param command the program and its arguments
 * @param exitCode the exit status, 0 for success
 * @param stdout all it wrote to standard output, as UTF-8
 * @param stderr all it wrote to standard error, as UTF-8
 */
public record Execution(List<String> command, int exitCode, String stdout, String stderr) {

    /**
     * Checks and copies.
     *
     * @throws NullPointerException if an argument is null
     */
    public Execution {
        command = List.copyOf(command);
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }

    /**
     * This execution, known to have succeeded.
     *
     * @return this
     * @throws IllegalStateException if the exit status is not 0; its text holds the command and both outputs
     */
    public Execution orThrow() {
        if (exitCode != 0) {
            throw new IllegalStateException(
                    "command \"" + String.join(" ", command) + "\" ended with " + exitCode + ": " + (stderr + stdout).strip());
        }
        return this;
    }
}
