package io.hostport4j.core;

import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import java.util.Objects;
import java.util.Set;

/**
 * A backend that is ready for use.
 *
 * @param name of its provider
 * @param capabilities what it can do here
 * @param backend closed by whoever it is handed to
 */
public record OpenedBackend(String name, Set<Capability> capabilities, Backend backend) {
    /** Copies the set. */
    public OpenedBackend {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(backend, "backend");
        capabilities = Set.copyOf(capabilities);
    }
}
