package io.hostport4j.core.spi;

import java.util.Objects;

/**
 * What a backend is opened with.
 *
 * @param network the node; stays open longer than the backend, which must not close it
 * @param mark how to mark packets that shall be masqueraded
 */
public record Settings(HostNetwork network, Mark mark) {
    /** Checks that nothing is null. */
    public Settings {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(mark, "mark");
    }

    /** The node, and everything else as usual. */
    public Settings(HostNetwork network) {
        this(network, Mark.DEFAULT);
    }
}
