package io.hostport4j.examples.hostport;

import java.nio.file.Path;
import java.util.Optional;

/** The folder of the distribution, which the command's launcher tells. */
final class Home {
    private Home() {}

    /** With {@code bin} and {@code lib}. */
    static Path path() {
        return Optional.ofNullable(System.getenv("HOSTPORT_HOME")).map(Path::of)
                .orElseThrow(() -> new IllegalStateException("HOSTPORT_HOME is not set; start this by bin/hostport, which sets it"));
    }
}
