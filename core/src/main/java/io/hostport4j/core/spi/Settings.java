package io.hostport4j.core.spi;

import java.util.Objects;

/**
 * What a backend is opened with.
 *
 * @param network the node; stays open longer than the backend, which must not close it
 * @param mark how to mark packets that shall be masqueraded
 * @param time what bounds every wait of the backend
 */
public record Settings(HostNetwork network, Mark mark, OperationTime time) {
    /** Checks that nothing is null. */
    public Settings {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(time, "time");
    }

    /** A backend that no engine drives, or one that never waits: the usual time for each of its calls. */
    public Settings(HostNetwork network, Mark mark) {
        this(network, mark, new OperationTime());
    }

    /** The node, and everything else as usual. */
    public Settings(HostNetwork network) {
        this(network, Mark.DEFAULT);
    }
}
