package io.hostport4j.examples.demo;

import java.time.Duration;

/**
 * What a process that has ended left behind.
 *
 * @param exitCode the exit status, 0 for success
 * @param stdout all it wrote to standard output
 * @param stderr all it wrote to standard error
 * @param took from its start to its end
 */
record Outcome(int exitCode, String stdout, String stderr, Duration took) {

    /** E.g. {@code exit 0}. */
    String exit() {
        return "exit " + exitCode;
    }
}
