package io.hostport4j.core;

import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What decides which backend is used, and how it is opened.
 *
 * @param configured the backend that the configuration names
 * @param nodesDefault the backend that the node's administrator names, for configurations that name none
 * @param needs capabilities without which the request cannot be served, each with the names of the options that need
 *     it, if there are any
 * @param mark how to mark packets that shall be masqueraded
 */
public record BackendOptions(Optional<String> configured, Optional<String> nodesDefault, Map<Capability, List<String>> needs, Mark mark) {
    /** The best backend that is usable. */
    public static final BackendOptions DEFAULT = new BackendOptions(Optional.empty(), Optional.empty(), Map.of(), Mark.DEFAULT);

    /** Copies the map. */
    public BackendOptions {
        Objects.requireNonNull(configured, "configured");
        Objects.requireNonNull(nodesDefault, "nodesDefault");
        Objects.requireNonNull(mark, "mark");
        needs = Map.copyOf(needs);
    }

    /** The backend of that name. */
    public static BackendOptions named(String name) {
        return new BackendOptions(Optional.of(name), Optional.empty(), Map.of(), Mark.DEFAULT);
    }

    /** The same with the administrator's default. */
    public BackendOptions withNodesDefault(Optional<String> name) {
        return new BackendOptions(configured, name, needs, mark);
    }
}
