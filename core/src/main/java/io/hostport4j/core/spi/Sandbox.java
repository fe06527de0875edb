package io.hostport4j.core.spi;

import io.hostport4j.core.model.HostPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * What was seen inside a container's network namespace.
 *
 * @param listeners its listening sockets of TCP and SCTP and its bound ones of UDP, all of them
 * @param exits by an address of the container, the interface inside it that answers from there to the outside leave by
 */
public record Sandbox(List<HostListener> listeners, Map<InetAddress, Exit> exits) {
    /** Copies the collections. */
    public Sandbox {
        listeners = List.copyOf(listeners);
        exits = Map.copyOf(exits);
    }

    /**
     * An interface of a container.
     *
     * @param index its index inside
     * @param name its name inside
     * @param nodeEnd index of its other end; that it is on the node is told by that end
     */
    public record Exit(int index, String name, int nodeEnd) {}

    /** Whether packets to an address and port of the container find somebody. */
    public boolean listensOn(HostPort port) {
        return listeners.stream().anyMatch(listener -> listener.overlaps(port));
    }
}
