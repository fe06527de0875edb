package io.hostport4j.bench.node;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Forward;
import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A network namespace with a link to the benchmarks' containers. */
public final class Node {
    /** Where {@code testkit/namespaced/bin/java} notes the namespace it came from; a benchmark never writes to that one. */
    private static final String OUTER = "HOSTPORT_TEST_OUTER_NETNS";
    /** To put down 10,000 mappings takes iptables more than an operation usually may. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Node() {}

    /** A new one. */
    public static NetNamespace create(String name) {
        return link(NetNamespace.create(name));
    }

    /** The JVM's own. */
    public static NetNamespace own() {
        checkNamespace();
        return link(NetNamespace.node());
    }

    private static NetNamespace link(NetNamespace node) {
        node.exec("sh", "-c", "ip link add pods0 type bridge && ip addr add " + Mappings.GATEWAY + "/16 dev pods0 && ip link set pods0 up")
                .orThrow();
        return node;
    }

    /** An engine for the namespace of the calling thread. */
    public static HostPorts open(String backend) {
        checkNamespace();
        return HostPorts.open(BackendOptions.named(backend).withDeadline(DEADLINE));
    }

    /** As {@link #open(String)}, by netlink, with mappings of other containers. */
    public static HostPorts open(int others) {
        HostPorts hostPorts = open("netlink");
        hostPorts.list().forEach(forward -> {
            throw new IllegalStateException("the node has " + forward + "; benchmarks begin on an empty one");
        });
        Mappings.others(others).forEach(hostPorts::add);
        return hostPorts;
    }

    /** Leaves the node as it was: the next benchmark runs in the same network namespace. */
    public static void close(HostPorts hostPorts) {
        hostPorts.list().stream().map(Forward::owner).distinct().forEach(hostPorts::remove);
        hostPorts.close();
    }

    private static void checkNamespace() {
        try {
            String outer = System.getenv(OUTER);
            if (outer == null || outer.equals(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString())) {
                throw new IllegalStateException("start benchmarks with bench/run, which makes a network namespace for them");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
