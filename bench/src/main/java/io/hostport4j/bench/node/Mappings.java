package io.hostport4j.bench.node;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whom the benchmarks give host ports: the container "web", and others with one mapping each. All are in 10.99.0.0/16. */
public final class Mappings {
    /** The network that all containers are in. */
    public static final String NETWORK = "bench";
    /** The node's address among the containers. */
    public static final String GATEWAY = "10.99.255.254";
    /** The first host port of web. */
    public static final int PORT = 8080;
    /** Of the containers' addresses. */
    public static final int PREFIX = 16;

    private static final String WEB = "web";
    /** Behind those of web, so that there is room for 40,000. */
    private static final int FIRST_OTHER_PORT = 20000;

    private Mappings() {}

    /** What web is known by. */
    public static AttachmentId web() {
        return attachment(WEB);
    }

    /** The address of web. */
    public static InetAddress webAddress() {
        return address(1);
    }

    /** Host ports for web. */
    public static HostPortRequest web(PortMapping... mappings) {
        return request(WEB, 1, mappings);
    }

    /** Some TCP host ports for web, each with a mapping of its own as a runtime writes them. */
    public static HostPortRequest web(int ports) {
        return web(IntStream.range(PORT, PORT + ports).mapToObj(port -> PortMapping.tcp(port, port)).toArray(PortMapping[]::new));
    }

    /** A range of TCP host ports for web in one mapping. */
    public static HostPortRequest range(int first, int count) {
        return web(new PortMapping(new PortRange(first, first + count - 1), first, Protocol.TCP, Optional.empty()));
    }

    /** One TCP mapping for each of so many other containers. */
    public static List<HostPortRequest> others(int count) {
        return others(FIRST_OTHER_PORT, count);
    }

    /** As {@link #others(int)}, with the first of their host ports. */
    public static List<HostPortRequest> others(int firstPort, int count) {
        return IntStream.range(0, count).mapToObj(i -> request("other" + i, i + 2, PortMapping.tcp(firstPort + i, 80))).toList();
    }

    private static HostPortRequest request(String container, int number, PortMapping... mappings) {
        return new HostPortRequest(attachment(container), List.of(new ContainerAddress(address(number), PREFIX)), List.of(mappings));
    }

    private static AttachmentId attachment(String container) {
        return new AttachmentId(NETWORK, container, "eth0");
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 99, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
