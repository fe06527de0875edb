package io.hostport4j.core.cni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a path that a runtime noted still leads to a network namespace of a container. */
class Sandboxes {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");
    private static final String DEVICE = "unix:dev";

    /** Whether it surely does not; a path that was not noted, or may not be looked at, tells nothing. */
    boolean isGone(String netns) {
        if (netns.isEmpty()) {
            return false;
        }
        try {
            Path path = Path.of(netns);
            return Files.notExists(path) || !Files.getAttribute(OWN, DEVICE).equals(Files.getAttribute(path, DEVICE));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** Why it does not; empty when it does. */
    Optional<String> whyGone(String netns) {
        if (netns.isEmpty()) {
            return Optional.of("its network namespace is not noted, so nobody can tell whether it is alive");
        }
        try {
            Path path = Path.of(netns);
            if (!Files.exists(path)) {
                return Optional.of("its network namespace \"" + netns + "\" is gone");
            }
            if (Files.isSameFile(OWN, path)) {
                return Optional.of("its network namespace \"" + netns + "\" is the node's own");
            }
            // What a bind mount leaves behind when it is gone is an empty file.
            return Files.getAttribute(OWN, DEVICE).equals(Files.getAttribute(path, DEVICE))
                    ? Optional.empty() : Optional.of("\"" + netns + "\" is no network namespace any more");
        } catch (IOException | InvalidPathException e) {
            return Optional.of("its network namespace \"" + netns + "\" cannot be looked at: " + e.getMessage());
        }
    }
}
