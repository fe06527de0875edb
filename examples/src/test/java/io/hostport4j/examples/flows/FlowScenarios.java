package io.hostport4j.examples.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.ConflictPolicy;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.PortPolicy;
import io.hostport4j.core.TcpFlows;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.netlink.conntrack.Conntrack;
import io.hostport4j.netlink.conntrack.Flow;
import io.hostport4j.netlink.conntrack.FlowFilter;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that go on sending from one port while host ports change, and flows that have nothing to do with it; by one backend. */
@RequiresWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowScenarios {
    private static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    private static final AttachmentId OTHER = new AttachmentId("net", "other", "eth0");
    private static final String ON_ANOTHER_ADDRESS = "192.0.2.77";
    private static final int CONTAINER_PORT = 53;

    private final String backend;
    private final String anotherStore;
    private World world;
    private Container a;
    private Container b;
    private HostPorts hostPorts;
    private Conntrack conntrack;
    private int port = 5300;

    /**
     * @param backend the one that is tried
     * @param anotherStore a backend that keeps its forwards elsewhere
     */
    FlowScenarios(String backend, String anotherStore) {
        this.backend = backend;
        this.anotherStore = anotherStore;
    }

    @BeforeAll
    void start() {
        world = World.create();
        world.disableBridgeNetfilter();
        // The kernel tells a client once a second that nobody is there; a client that kept sending has used that up.
        world.set("ipv4/icmp_ratelimit", "0");
        world.set("ipv6/icmp/ratelimit", "0");
        world.node().exec("ip", "addr", "add", ON_ANOTHER_ADDRESS + "/24", "dev", "wire").orThrow();
        a = world.start("pod-a", world.podNetwork());
        b = world.start("pod-b", world.podNetwork());
        world.serve(a, CONTAINER_PORT);
        world.serve(b, CONTAINER_PORT);
        hostPorts = HostPorts.open(BackendOptions.named(backend));
        conntrack = Conntrack.open(Syscalls.ofThisJvm());
    }

    @BeforeEach
    void anotherPort() {
        port++;
    }

    @AfterEach
    void free() {
        hostPorts.remove(WEB);
        hostPorts.remove(OTHER);
    }

    @AfterAll
    void stop() {
        conntrack.close();
        hostPorts.close();
        world.close();
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void aClientReachesTheContainerThatTookThePlaceOfAnother(Sender sender) {
        hostPorts.add(request(WEB, a));
        try (SteadyClient client = client(sender)) {
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> {
                hostPorts.remove(WEB);
                hostPorts.add(request(OTHER, b));
            });
            assertThat(client.reaches("pod-b")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void aClientReachesTheContainerThatReplacedAnotherByPolicy(Sender sender) {
        hostPorts.add(request(WEB, a));
        try (SteadyClient client = client(sender)) {
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> hostPorts.add(request(OTHER, b).with(PortPolicy.DEFAULT.with(ConflictPolicy.REPLACE))));
            assertThat(client.reaches("pod-b")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void aClientReachesTheProcessOfTheNodeThatHasThePortNow(Sender sender) {
        hostPorts.add(request(WEB, a));
        world.serve(world.node(), "node", List.of(new Endpoint(Protocol.UDP, sender.address(world), port)));
        try (SteadyClient client = client(sender)) {
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> hostPorts.remove(WEB));
            assertThat(client.reaches("node")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    void aClientOfARemovedContainerIsRefused(Sender sender) {
        hostPorts.add(request(WEB, a));
        try (SteadyClient client = client(sender)) {
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> hostPorts.remove(WEB));
            assertThat(client.isRefused()).isTrue();
            assertThat(flows()).allMatch(flow -> !flow.isDestinationTranslated());
        }
    }

    @Test
    void aClientReachesTheContainerAfterAnotherStoreLostThePort() {
        try (HostPorts elsewhere = HostPorts.open(BackendOptions.named(anotherStore)); SteadyClient client = client(Sender.OUTSIDE_V4)) {
            elsewhere.add(request(WEB, a));
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> hostPorts.add(request(OTHER, b).with(PortPolicy.DEFAULT.with(ConflictPolicy.REPLACE))));
            assertThat(client.reaches("pod-b")).isTrue();
        }
    }

    @Test
    void aClientOfAContainerThatGcTookIsRefused() {
        hostPorts.add(request(WEB, a));
        try (SteadyClient client = client(Sender.OUTSIDE_V4)) {
            assertThat(client.reaches("pod-a")).isTrue();
            client.sendDuring(() -> hostPorts.retain("net", List.of(OTHER)));
            assertThat(client.isRefused()).isTrue();
        }
    }

    @Test
    void flowsToTheSamePortNumberElsewhereSurvive() {
        // Forwarded by the node to a container's own address.
        world.serve(b.namespace(), "direct", List.of(new Endpoint(Protocol.UDP, b.v4(), port)));
        try (SteadyClient direct = SteadyClient.of(world.client(), b.v4(), port);
                SteadyClient targetItself = SteadyClient.of(world.client(), a.v4(), CONTAINER_PORT)) {
            assertThat(direct.reaches("direct")).isTrue();
            assertThat(targetItself.reaches("pod-a")).isTrue();
            Set<Integer> before = ids();

            hostPorts.add(new HostPortRequest(WEB, addresses(a), List.of(PortMapping.udp(port, CONTAINER_PORT), PortMapping.udp(CONTAINER_PORT, CONTAINER_PORT))));
            hostPorts.remove(WEB);

            assertThat(ids()).containsAll(before).isNotEmpty();
        }
    }

    @Test
    void theFlowOfARepeatedAddSurvives() {
        hostPorts.add(request(WEB, a));
        try (SteadyClient client = client(Sender.OUTSIDE_V4)) {
            assertThat(client.reaches("pod-a")).isTrue();
            Set<Integer> before = ids();
            hostPorts.add(request(WEB, a));
            hostPorts.add(new HostPortRequest(WEB, addresses(a), List.of(PortMapping.udp(port, CONTAINER_PORT), PortMapping.udp(port + 1000, CONTAINER_PORT))));
            assertThat(ids()).isEqualTo(before).isNotEmpty();
        }
    }

    @Test
    void theFlowOfOneAddressSurvivesWhenEveryAddressComesAndGoes() throws IOException {
        InetAddress one = InetAddress.getByName(ON_ANOTHER_ADDRESS);
        PortPolicy allow = PortPolicy.DEFAULT.with(ConflictPolicy.ALLOW);
        hostPorts.add(new HostPortRequest(WEB, addresses(a), List.of(PortMapping.udp(port, CONTAINER_PORT).on(one))).with(allow));
        try (SteadyClient client = SteadyClient.of(world.client(), one, port)) {
            assertThat(client.reaches("pod-a")).isTrue();
            Set<Integer> before = ids();
            hostPorts.add(request(OTHER, b).with(allow));
            hostPorts.remove(OTHER);
            assertThat(ids()).isEqualTo(before).isNotEmpty();
        }
    }

    @Test
    void aTcpConnectionGoesOnUnlessItsEndWasAskedFor() throws IOException {
        hostPorts.add(tcp(a));
        try (TcpConnection connection = TcpConnection.of(world.client(), world.nodeV4(), port)) {
            assertThat(connection.ask()).contains("pod-a");
            hostPorts.remove(WEB);
            assertThat(connection.ask()).contains("pod-a");
        }
    }

    @Test
    void onRequestATcpConnectionToARemovedContainerIsReset() throws IOException {
        try (HostPorts ending = HostPorts.open(BackendOptions.named(backend).withTcpFlows(TcpFlows.END))) {
            ending.add(tcp(a));
            try (TcpConnection v4 = TcpConnection.of(world.client(), world.nodeV4(), port);
                    TcpConnection v6 = TcpConnection.of(world.client(), world.nodeV6(), port)) {
                assertThat(v4.ask()).contains("pod-a");
                assertThat(v6.ask()).contains("pod-a");
                ending.remove(WEB);
                assertThat(v4.ask()).isEmpty();
                assertThat(v6.ask()).isEmpty();
            }
        }
    }

    private HostPortRequest request(AttachmentId attachment, Container container) {
        return new HostPortRequest(attachment, addresses(container), List.of(PortMapping.udp(port, CONTAINER_PORT)));
    }

    private HostPortRequest tcp(Container container) {
        return new HostPortRequest(WEB, addresses(container), List.of(PortMapping.tcp(port, CONTAINER_PORT)));
    }

    private static List<ContainerAddress> addresses(Container container) {
        return List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64));
    }

    private SteadyClient client(Sender sender) {
        return SteadyClient.of(sender.namespace(world), sender.address(world), port);
    }

    /** Those to the port of this test, or to the port that the containers serve. */
    private List<Flow> flows() {
        return conntrack.list(FlowFilter.any()).stream()
                .filter(flow -> flow.original().destinationPort() == port || flow.original().destinationPort() == CONTAINER_PORT).toList();
    }

    /** A flow that was ended and begun again would have another. */
    private Set<Integer> ids() {
        return flows().stream().map(Flow::id).collect(Collectors.toSet());
    }
}
