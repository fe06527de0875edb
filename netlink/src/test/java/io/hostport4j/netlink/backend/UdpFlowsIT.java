package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that go on sending from one port while the container behind a host port changes. */
@RequiresWorld
class UdpFlowsIT {
    private static final int PORT = 5300;

    private World world;
    private HostPorts hostPorts;
    private Container a;
    private Container b;
    private DatagramSocket client;

    @BeforeEach
    void makeWorld() throws IOException {
        world = World.create();
        hostPorts = HostPorts.open();
        a = world.start("pod-a", world.podNetwork());
        b = world.start("pod-b", world.podNetwork());
        world.serve(a, 53);
        world.serve(b, 53);
        client = world.client().call(() -> new DatagramSocket());
        client.setSoTimeout(2000);
    }

    @AfterEach
    void closeWorld() {
        client.close();
        hostPorts.close();
        world.close();
    }

    @Test
    void aClientReachesTheNewContainerAfterTheOldOneWent() throws IOException {
        hostPorts.add(request(WEB, a));
        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-a");
        hostPorts.remove(WEB);
        hostPorts.add(request(DNS, b));

        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-b");
    }

    @Test
    void aClientThatSentMeanwhileReachesTheNewContainerToo() throws IOException {
        hostPorts.add(request(WEB, a));
        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-a");
        hostPorts.remove(WEB);
        send(world.nodeV4(), PORT);
        assertThat(flows()).contains("dport=" + PORT + " ");
        hostPorts.add(request(DNS, b));

        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-b");
    }

    @Test
    void aClientReachesTheNewAddressAfterAnAddThatReplaces() throws IOException {
        hostPorts.add(request(WEB, a));
        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-a");
        hostPorts.add(request(WEB, b));

        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-b");
    }

    @Test
    void theSameHoldsForIpv6() throws IOException {
        hostPorts.add(request(WEB, a));
        assertThat(ask(world.nodeV6(), PORT)).isEqualTo("pod-a");
        hostPorts.remove(WEB);
        hostPorts.add(request(DNS, b));

        assertThat(ask(world.nodeV6(), PORT)).isEqualTo("pod-b");
    }

    @Test
    void removalEndsTheFlow() throws IOException {
        hostPorts.add(request(WEB, a));
        assertThat(ask(world.nodeV4(), PORT)).isEqualTo("pod-a");
        assertThat(flows()).contains("dport=" + PORT + " ");

        hostPorts.remove(WEB);

        assertThat(flows()).doesNotContain("dport=" + PORT + " ");
        client.setSoTimeout(300);
        assertThatThrownBy(() -> ask(world.nodeV4(), PORT)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void flowsToOtherAddressesAndPortsSurvive() throws IOException {
        // Through the node to a container by its own address, and to the node on another port.
        world.serve(a.namespace(), "pod-a", List.of(new Endpoint(Protocol.UDP, a.v4(), PORT)));
        world.serve(world.node(), "node", List.of(new Endpoint(Protocol.UDP, world.nodeV4(), PORT + 1)));
        assertThat(ask(a.v4(), PORT)).isEqualTo("pod-a");
        assertThat(ask(world.nodeV4(), PORT + 1)).isEqualTo("node");
        String before = ids();

        hostPorts.add(request(WEB, b));
        hostPorts.remove(WEB);

        assertThat(ids()).isEqualTo(before);
        assertThat(ask(a.v4(), PORT)).isEqualTo("pod-a");
    }

    @Test
    void flowsToTheSameHostPortOfAnAddressThatIsNotOfTheChangeSurvive() throws IOException {
        world.node().exec("ip", "addr", "add", "192.0.2.77/24", "dev", "wire").orThrow();
        hostPorts.add(new HostPortRequest(WEB, addresses(a), List.of(PortMapping.udp(PORT, 53).on(ip("192.0.2.77")))));
        assertThat(ask(ip("192.0.2.77"), PORT)).isEqualTo("pod-a");
        String before = ids();

        hostPorts.add(new HostPortRequest(DNS, addresses(b), List.of(PortMapping.udp(PORT, 53).on(world.nodeV4()))));
        hostPorts.remove(DNS);

        assertThat(ids()).isEqualTo(before);
        assertThat(ask(ip("192.0.2.77"), PORT)).isEqualTo("pod-a");
    }

    private static HostPortRequest request(AttachmentId attachment, Container container) {
        return new HostPortRequest(attachment, addresses(container), List.of(PortMapping.udp(PORT, 53)));
    }

    private static List<ContainerAddress> addresses(Container container) {
        return List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64));
    }

    private void send(InetAddress address, int port) throws IOException {
        byte[] question = {'?', '\n'};
        client.send(new DatagramPacket(question, question.length, new InetSocketAddress(address, port)));
    }

    /** Who answers; always the same socket asks. */
    private String ask(InetAddress address, int port) throws IOException {
        send(address, port);
        DatagramPacket answer = new DatagramPacket(new byte[512], 512);
        client.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8).split(" ")[0];
    }

    private String flows() {
        return world.node().exec("conntrack", "-L", "-p", "udp").orThrow().stdout();
    }

    /** The flows' identities, which a flow that was ended and begun again would not keep. */
    private String ids() {
        return world.node().exec("sh", "-c", "conntrack -L -p udp -o id 2>/dev/null | grep -o ' id=.*' | sort").orThrow().stdout();
    }
}
