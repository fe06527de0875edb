package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.cni.Attachment;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.cni.CniResult;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers and networks of one node beside and after one another, as their clients notice it. */
@RequiresWorld
class NeighboursIT {

    @TempDir
    private Path addresses;

    private World world;
    private Client client;

    @BeforeEach
    void makeWorld() {
        world = World.create();
        world.disableBridgeNetfilter();
        client = Client.in(world.client());
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void whoComesSecondIsRefusedAndTheFirstGoesOn() {
        start("first", 8080);
        assertThatThrownBy(() -> start("second", 8080)).hasMessageContaining("\"code\": 100").hasMessageContaining("container \\\"first\\\"");
        assertThat(askNode(8080)).isEqualTo(new Answer("first", world.clientV4()));
    }

    @Test
    void severalPortsLeadToSeveralPorts() {
        Container pod = world.start("pod", PortMapChains.plain(world), """
                [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp"}, {"hostPort": 8081, "containerPort": 81, "protocol": "tcp"},
                 {"hostPort": 8082, "containerPort": 80, "protocol": "udp"}, {"hostPort": 9080, "containerPort": 81, "protocol": "udp"}]""");
        world.serve(pod.namespace(), "at-80", Endpoint.tcpAndUdp(80, pod.v4(), pod.v6()));
        world.serve(pod.namespace(), "at-81", Endpoint.tcpAndUdp(81, pod.v4(), pod.v6()));
        assertThat(askNode(8080)).isEqualTo(new Answer("at-80", world.clientV4()));
        assertThat(askNode(8081)).isEqualTo(new Answer("at-81", world.clientV4()));
        assertThat(client.ask(Protocol.UDP, world.nodeV6(), 8082)).isEqualTo(new Answer("at-80", world.clientV6()));
        assertThat(client.ask(Protocol.UDP, world.nodeV6(), 9080)).isEqualTo(new Answer("at-81", world.clientV6()));
        assertThat(client.ask(Protocol.UDP, world.nodeV4(), 8080)).isEqualTo(Failure.REFUSED);
        assertThat(askNode(8082)).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aLateDelDoesNotTakeTheAddressFromItsNextOwner() {
        world.start("first", world.podNetwork());
        // As after a crash: the old container's address was given to another before anybody called DEL.
        PortMapCall.of("ADD", "old").execute(PortMapInput.of(mapping(8080), "10.88.0.3/24", "fd00:88::3/64")).orThrow();
        Container pod = start("pod", 8081);
        assertThat(pod.v4().getHostAddress()).isEqualTo("10.88.0.3");
        PortMapCall.of("DEL", "old").execute(PortMapInput.bare()).orThrow();
        Answer masqueraded = new Answer("pod", MatrixWorld.bridge(StandardProtocolFamily.INET));
        assertThat(askNode(8080)).isEqualTo(Failure.REFUSED);
        assertThat(askNode(8081)).isEqualTo(new Answer("pod", world.clientV4()));
        assertThat(Client.in(pod.namespace()).ask(Protocol.TCP, world.nodeV4(), 8081)).isEqualTo(masqueraded);
        assertThat(Client.in(world.node()).ask(Protocol.TCP, InetAddress.getLoopbackAddress(), 8081)).isEqualTo(masqueraded);
    }

    @Test
    void aLateSecondDelDoesNotTakeThePortFromItsNextOwner() {
        world.stop(start("old", 8080));
        start("pod", 8080);
        PortMapCall.of("DEL", "old").execute(PortMapInput.bare()).orThrow();
        assertThat(askNode(8080)).isEqualTo(new Answer("pod", world.clientV4()));
    }

    @Test
    void anEarlierContainersUdpClientReachesTheNextOne() throws IOException {
        Container old = start("old", 8080);
        // One socket for all questions, as a DNS forwarder has it: its flow would go on to the old address for half a minute.
        try (DatagramSocket socket = world.client().call(DatagramSocket::new)) {
            socket.connect(world.nodeV4(), 8080);
            assertThat(ask(socket)).startsWith("old ");
            world.stop(old);
            start("pod", 8080);
            assertThat(ask(socket)).startsWith("pod ");
        }
    }

    @Test
    void aUdpClientThatAskedTooEarlyIsAnsweredAfterAdd() throws IOException {
        // The kernel tracks connections from the first host port of the node on.
        start("other", 8081);
        try (DatagramSocket socket = world.client().call(DatagramSocket::new)) {
            socket.connect(world.nodeV4(), 8080);
            assertThatThrownBy(() -> ask(socket)).isInstanceOf(PortUnreachableException.class);
            start("pod", 8080);
            assertThat(ask(socket)).startsWith("pod ");
        }
    }

    @Test
    @RequiresTools("/usr/lib/cni/ptp")
    void twoNetworksOfOneContainerKeepApart() {
        Container pod = start("pod", 8080);
        Attachment second = new Attachment("pod", pod.attachment().netns(), "eth1", "{\"portMappings\":" + mapping(8081) + "}");
        CniChain links = pointToPoint("");
        CniResult result = links.add(second).result();
        world.serve(pod.namespace(), "pod-by-eth1", Endpoint.tcpAndUdp(80, result.addresses().get(0)));
        assertThat(askLoopback(8081)).isEqualTo(new Answer("pod-by-eth1", linksGateway()));
        links.del(second, result).orThrow();
        assertThat(askLoopback(8081)).isEqualTo(Failure.REFUSED);
        assertThat(askLoopback(8080)).isEqualTo(new Answer("pod", MatrixWorld.bridge(StandardProtocolFamily.INET)));
        assertThat(askNode(8080)).isEqualTo(new Answer("pod", world.clientV4()));
    }

    @Test
    @RequiresTools("/usr/lib/cni/ptp")
    void aPointToPointNetworkServesAllItsClients() {
        Container pod = world.start("pod", pointToPoint("{\"dst\": \"0.0.0.0/0\"}"), mapping(8080));
        world.serve(pod, 80);
        assertThat(askNode(8080)).isEqualTo(new Answer("pod", world.clientV4()));
        assertThat(Client.in(world.node()).ask(Protocol.TCP, world.nodeV4(), 8080)).isEqualTo(new Answer("pod", world.nodeV4()));
        assertThat(askLoopback(8080)).isEqualTo(new Answer("pod", linksGateway()));
        assertThat(Client.in(pod.namespace()).ask(Protocol.UDP, world.nodeV4(), 8080)).isEqualTo(new Answer("pod", linksGateway()));
        world.stop(pod);
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    @RequiresTools("/usr/lib/cni/ptp")
    void aContainerOfAnotherNetworkKeepsItsAddress() {
        start("pod", 8080);
        Container stranger = world.start("stranger", pointToPoint("{\"dst\": \"0.0.0.0/0\"}"));
        assertThat(Client.in(stranger.namespace()).ask(Protocol.TCP, world.nodeV4(), 8080)).isEqualTo(new Answer("pod", stranger.v4()));
    }

    @Test
    void theGatewaysAddressIsTheNodesToo() {
        start("pod", 8080);
        Container neighbour = world.start("neighbour", world.podNetwork());
        InetAddress gateway = MatrixWorld.bridge(StandardProtocolFamily.INET);
        assertThat(Client.in(neighbour.namespace()).ask(Protocol.UDP, gateway, 8080)).isEqualTo(new Answer("pod", gateway));
        assertThat(client.ask(Protocol.UDP, gateway, 8080)).isEqualTo(new Answer("pod", world.clientV4()));
    }

    private Container start(String id, int hostPort) {
        Container pod = world.start(id, PortMapChains.plain(world), mapping(hostPort));
        world.serve(pod, 80);
        return pod;
    }

    private static String mapping(int hostPort) {
        return """
                [{"hostPort": %1$d, "containerPort": 80, "protocol": "tcp"}, {"hostPort": %1$d, "containerPort": 80, "protocol": "udp"}]"""
                .formatted(hostPort);
    }

    private Reply askNode(int port) {
        return client.ask(Protocol.TCP, world.nodeV4(), port);
    }

    private Reply askLoopback(int port) {
        return Client.in(world.node()).ask(Protocol.UDP, InetAddress.getLoopbackAddress(), port);
    }

    private static String ask(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(2000);
        socket.send(new DatagramPacket(new byte[] {'?'}, 1));
        DatagramPacket answer = new DatagramPacket(new byte[64], 64);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    /** Another network, on which each container has a link of its own to the node. */
    private CniChain pointToPoint(String routes) {
        return PortMapChains.behind(CniChain.parse("""
                {"name": "links", "cniVersion": "1.0.0", "plugins": [{"type": "ptp", "ipam": {
                  "type": "host-local", "dataDir": "%s", "ranges": [[{"subnet": "10.99.0.0/24"}]], "routes": [%s]}}]}"""
                .formatted(addresses, routes), List.of(Path.of("/usr/lib/cni"))), "");
    }

    private static InetAddress linksGateway() {
        return MatrixWorld.address("10.99.0.1");
    }
}
