package io.hostport4j.cni.runtime;

import java.util.Objects;

/**
 * What a plugin left when it ended.
 *
 * @param exitCode 0 for success; 128 and a signal's number when a signal ended it
 * @param stdout the result or the error, empty when the command has none
 * @param stderr what people should read
 */
public record PluginAnswer(int exitCode, String stdout, String stderr) {

    /** Checks that nothing is null. */
    public PluginAnswer {
        Objects.requireNonNull(stdout, "stdout");
        Objects.requireNonNull(stderr, "stderr");
    }
}
