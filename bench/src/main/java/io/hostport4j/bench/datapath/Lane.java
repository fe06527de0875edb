package io.hostport4j.bench.datapath;

import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.bench.node.Shape;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client, a node and a container, each in a network namespace of its own, that no other lane has a part in.
 *
 * @param name who forwards, or how it goes without
 * @param shape of the mappings on the node, empty when the way does not lead through them
 * @param mappings on the node
 * @param target where the client turns to
 * @param server in the container, TCP
 * @param sink in the container, UDP
 */
record Lane(String name, Optional<Shape> shape, int mappings, NetNamespace client, InetSocketAddress target, ServerSocketChannel server,
        DatagramChannel sink) {
    private static final int MANY = 1_000;
    private static final int CONTAINER_PORT = 80;
    private static final int BACKLOG = 1024;
    private static final String NODE = "192.0.2.1";
    private static final String CLIENT = "192.0.2.2";

    /** To the container's own address, through a node that has no rule at all. */
    static Lane direct(String name) throws IOException {
        return build(name, "direct", Optional.empty(), 0, node(name), container());
    }

    /** To the container's own address, through a node with one host port, which tracks connections. */
    static Lane besides(String name) throws IOException {
        NetNamespace node = node(name);
        Shape.TABLE.fill(node, Mappings.others(1));
        return build(name, "direct, connections tracked", Optional.empty(), 0, node, container());
    }

    /** By the host port that was added last. */
    static Lane mapped(String name, String who, Shape shape, int mappings) throws IOException {
        NetNamespace node = node(name);
        List<HostPortRequest> requests = new ArrayList<>(Mappings.others(mappings - 1));
        requests.add(Mappings.web(PortMapping.tcp(Mappings.PORT, CONTAINER_PORT), PortMapping.udp(Mappings.PORT, CONTAINER_PORT)));
        shape.fill(node, requests);
        return build(name, who, Optional.of(shape), mappings, node,
                new InetSocketAddress(InetAddress.getByName(NODE), Mappings.PORT));
    }

    /** Whether the client's first packet passes thousands of rules. */
    boolean isSlow() {
        return shape.filter(Shape::isLinear).isPresent() && mappings > MANY;
    }

    private static InetSocketAddress container() {
        return new InetSocketAddress(Mappings.webAddress(), CONTAINER_PORT);
    }

    private static NetNamespace node(String name) {
        NetNamespace node = Node.create(name);
        node.exec("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward").orThrow();
        return node;
    }

    private static Lane build(String name, String who, Optional<Shape> shape, int mappings, NetNamespace node, InetSocketAddress target)
            throws IOException {
        NetNamespace client = NetNamespace.create(name + "-client");
        NetNamespace pod = NetNamespace.create(name + "-pod");
        node.exec("sh", "-c", """
                ip link add wire type veth peer name eth0 netns %1$s-client && ip addr add %2$s/24 dev wire && ip link set wire up &&
                ip link add pod type veth peer name eth0 netns %1$s-pod && ip link set pod master pods0 && ip link set pod up
                """.formatted(name, NODE)).orThrow();
        connect(client, CLIENT + "/24", NODE);
        connect(pod, Mappings.webAddress().getHostAddress() + "/" + Mappings.PREFIX, Mappings.GATEWAY);
        ServerSocketChannel server = pod.call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(CONTAINER_PORT), BACKLOG));
        DatagramChannel sink = pod.call(() -> DatagramChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
                .bind(new InetSocketAddress(CONTAINER_PORT)));
        sink.configureBlocking(false);
        return new Lane(who, shape, mappings, client, target, server, sink);
    }

    private static void connect(NetNamespace namespace, String address, String gateway) {
        namespace.exec("sh", "-c", "ip addr add " + address + " dev eth0 && ip link set eth0 up && ip route add default via " + gateway)
                .orThrow();
    }
}
