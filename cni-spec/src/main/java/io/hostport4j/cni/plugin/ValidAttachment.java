package io.hostport4j.cni.plugin;

import java.util.Objects;

/**
 * An attachment that GC must leave alone.
 *
 * @param containerId the container, not empty
 * @param ifName the interface in it, not empty
 */
public record ValidAttachment(String containerId, String ifName) {

    /** Checks that both are there. */
    public ValidAttachment {
        if (Objects.requireNonNull(containerId, "containerId").isEmpty()
                || Objects.requireNonNull(ifName, "ifName").isEmpty()) {
            throw new IllegalArgumentException("a valid attachment has a container id and an interface name");
        }
    }
}
