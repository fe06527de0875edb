package io.hostport4j.core.spi;

import io.hostport4j.core.model.Forward;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What else a node can tell of the way of packets to containers, to whoever looks for faults. Nothing of it is changed or sent.
 *
 * @implSpec all of it is empty by default, and so is whatever cannot be told; failures are {@link BackendFailedException}
 */
public interface NodeFacts {
    /**
     * A sysctl of the network, as the calling thread's network namespace has it.
     *
     * @param path the parts of its name below {@code net}, e.g. {@code ipv4}, {@code conf}, {@code eth0.5}, {@code rp_filter}
     * @return empty when there is none, or it cannot be read
     */
    default Optional<String> setting(List<String> path) {
        return Optional.empty();
    }

    /** Whether packets to an address end on the node itself; true where that cannot be told. */
    default boolean isOwn(InetAddress address) {
        return true;
    }

    /** All interfaces of the node. */
    default List<NodeLink> nodeLinks() {
        return List.of();
    }

    /** Flows to the host ports of forwards that lead elsewhere than these do, TCP included. */
    default List<StrayFlow> strayFlows(Collection<Forward> forwards) {
        return List.of();
    }

    /**
     * What is inside a container's network namespace.
     *
     * @param namespace a file that stands for it
     * @return empty when it cannot be looked into, e.g. for lack of permission
     */
    default Optional<Sandbox> sandbox(Path namespace) {
        return Optional.empty();
    }
}
