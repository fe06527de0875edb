package io.hostport4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Whether this process runs in the namespaces that {@code testkit/namespaced/bin/java} made, by its variables and the kernel's word. */
record Isolation(Map<String, String> environment, String currentNetns) {

    static Isolation ofThisProcess() {
        try {
            return new Isolation(System.getenv(), Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why this process must not touch the network, if so. */
    Optional<String> missing() {
        String refused = environment.get("HOSTPORT_TEST_NO_NAMESPACES");
        if (refused != null) {
            return Optional.of("the system gave no namespaces (" + refused.strip()
                    + "); allow unprivileged user namespaces or run as root");
        }
        // The variables alone prove nothing, for a child in yet another namespace inherits them: the kernel's word must match.
        String made = environment.get("HOSTPORT_TEST_NETNS");
        String outer = environment.get("HOSTPORT_TEST_OUTER_NETNS");
        if (made == null || outer == null || !made.equals(currentNetns) || outer.equals(currentNetns)) {
            return Optional.of("network namespace \"" + currentNetns + "\" was not made for this test JVM; "
                    + "start it with \"testkit/namespaced/bin/java\"");
        }
        return Optional.empty();
    }

    void orThrow() {
        missing().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }
}
