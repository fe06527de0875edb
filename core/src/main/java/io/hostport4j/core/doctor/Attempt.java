package io.hostport4j.core.doctor;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import java.util.Objects;
import java.util.Optional;

/**
 * A real connection that was tried from the node.
 *
 * @param forward the host port that it was about
 * @param to where it went: the container itself, or an address of the node
 * @param failure why there was none, in the words of the system; empty when it was made
 */
public record Attempt(Forward forward, Endpoint to, Optional<String> failure) {
    /** Checks that nothing is null. */
    public Attempt {
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(failure, "failure");
    }

    @Override
    public String toString() {
        return "connection from the node to " + to + ": " + failure.orElse("made");
    }
}
