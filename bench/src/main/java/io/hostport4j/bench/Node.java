package io.hostport4j.bench;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A node with some mappings of other containers, each with a container of its own. */
final class Node {
    /** Where {@code bench/run} notes the namespace it came from; a benchmark writes to no other node's rule set. */
    private static final String OUTER = "HOSTPORT_BENCH_OUTER_NETNS";
    private static final int FIRST_OTHER_PORT = 20000;
    static final int PORT = 8080;

    private Node() {}

    static HostPorts open(String backend) {
        checkNamespace();
        return HostPorts.open(BackendOptions.named(backend));
    }

    static HostPorts open(int others) {
        HostPorts hostPorts = open("netlink");
        hostPorts.list().forEach(forward -> {
            throw new IllegalStateException("the node has " + forward + "; benchmarks begin on an empty one");
        });
        others(others).forEach(hostPorts::add);
        return hostPorts;
    }

    /** What the mappings of other containers were asked for by. */
    static List<HostPortRequest> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> request("other" + i, address(i + 2), PortMapping.tcp(FIRST_OTHER_PORT + i, 80))).toList();
    }

    /** Leaves the node as it was: the next benchmark runs in the same network namespace. */
    static void close(HostPorts hostPorts) {
        hostPorts.list().stream().map(Forward::owner).distinct()
                .forEach(owner -> hostPorts.remove(new AttachmentId(owner.network(), owner.container(), owner.interfaceName())));
        hostPorts.close();
    }

    static HostPortRequest request(PortMapping... mappings) {
        return request("web", address(1), mappings);
    }

    static PortMapping range(int first, int count) {
        return new PortMapping(new PortRange(first, first + count - 1), first, Protocol.TCP, Optional.empty());
    }

    static AttachmentId web() {
        return new AttachmentId("bench", "web", "eth0");
    }

    private static HostPortRequest request(String container, InetAddress address, PortMapping... mappings) {
        return new HostPortRequest(new AttachmentId("bench", container, "eth0"), List.of(new ContainerAddress(address, 16)), List.of(mappings));
    }

    /** In 10.99.0.0/16, which {@code bench/run} routes to a link. */
    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 99, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkNamespace() {
        try {
            String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
            if (System.getenv(OUTER) == null || own.equals(System.getenv(OUTER))) {
                throw new IllegalStateException("start benchmarks with bench/run, which makes a network namespace for them");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
