package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.NetNamespace;
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
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What route_localnet must not open: 127.0.0.0/8 of the node stays off the wire (the holes of CVE-2020-8558).
 *
 * <p>Each test then empties the guard chain and sees the hole, so that it is known what kept it shut.
 */
@RequiresWorld
class LoopbackGuardIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration SHORT = Duration.ofMillis(300);

    private World world;
    private Container pod;

    @BeforeEach
    void createWorld() {
        world = World.create();
    }

    private void startAContainerWithAMappingOnLoopback(String backend) {
        pod = world.start("pod", PortMapChains.behind(world.podNetwork(), ", \"backend\": \"" + backend + "\""), HostIp.LOOPBACK.portMappings(world));
        world.serve(pod, 80);
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aClientCannotRouteItselfToAMappingOnLoopback(String backend) {
        startAContainerWithAMappingOnLoopback(backend);
        // Without this the kernel itself drops what comes over the wire; kube-proxy sets it.
        world.set("ipv4/conf/wire/route_localnet", "1");
        sendLoopbackThrough(world.client(), "wire", world.nodeV4());
        Client client = new Client(world.client(), SHORT);
        assertThat(askByAllProtocols(client, HostIp.LOOPBACK.hostPort())).containsOnly(Failure.TIMED_OUT);
        emptyTheGuard(backend);
        assertThat(askByAllProtocols(client, HostIp.LOOPBACK.hostPort())).containsOnly(new Answer("pod", world.clientV4()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aContainerCannotReachAServiceOfTheNodesLoopback(String backend) throws IOException {
        startAContainerWithAMappingOnLoopback(backend);
        InetAddress gateway = InetAddress.getByName("10.88.0.1");
        world.serve(world.node(), "private", Endpoint.tcpAndUdp(9090, LOOPBACK));
        sendLoopbackThrough(pod.namespace(), pod.ifName(), gateway);
        Client client = new Client(pod.namespace(), SHORT);
        assertThat(askByAllProtocols(client, 9090)).containsOnly(Failure.TIMED_OUT);
        emptyTheGuard(backend);
        assertThat(askByAllProtocols(client, 9090)).containsOnly(new Answer("private", pod.v4()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aContainerCannotPretendToBeTheNodesLoopback(String backend) throws IOException {
        startAContainerWithAMappingOnLoopback(backend);
        InetAddress gateway = InetAddress.getByName("10.88.0.1");
        InetAddress pretended = InetAddress.getByName("127.0.0.2");
        pod.namespace().exec("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet").orThrow();
        try (DatagramSocket service = new DatagramSocket(new InetSocketAddress(gateway, 9090))) {
            service.setSoTimeout((int) SHORT.toMillis());
            assertThat(sendAndReceive(pretended, service)).isEqualTo("nothing");
            emptyTheGuard(backend);
            assertThat(sendAndReceive(pretended, service)).isEqualTo("127.0.0.2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void theInterfaceOfTheOutsideClientsIsLeftAlone(String backend) {
        startAContainerWithAMappingOnLoopback(backend);
        assertThat(NodeState.routeLocalnet("pods0")).isNotEqualTo("0");
        assertThat(NodeState.routeLocalnet("wire")).isEqualTo("0");
        assertThat(NodeState.routeLocalnet("all")).isEqualTo("0");
    }

    private static List<Reply> askByAllProtocols(Client client, int port) {
        return Stream.of(Protocol.values()).map(protocol -> client.ask(protocol, LOOPBACK, port)).toList();
    }

    private void emptyTheGuard(String backend) {
        String[] command = backend.equals("iptables") ? new String[] {"iptables", "-t", "mangle", "-F", "HOSTPORT-GUARD"}
                : new String[] {"nft", "flush", "chain", "inet", "hostport", "guard"};
        world.node().exec(command).orThrow();
    }

    /** Takes 127.0.0.0/8 from the namespace's own loopback and routes it to the node. */
    private static void sendLoopbackThrough(NetNamespace namespace, String interfaceName, InetAddress gateway) {
        namespace.exec("sh", "-ec", """
                echo 1 > /proc/sys/net/ipv4/conf/%1$s/route_localnet
                ip addr del 127.0.0.1/8 dev lo
                ip route add 127.0.0.1/32 via %2$s dev %1$s
                """.formatted(interfaceName, gateway.getHostAddress())).orThrow();
    }

    private String sendAndReceive(InetAddress source, DatagramSocket service) throws IOException {
        pod.namespace().call(() -> {
            try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
                socket.send(new DatagramPacket(new byte[] {'!'}, 1, service.getLocalSocketAddress()));
                return socket;
            }
        });
        DatagramPacket received = new DatagramPacket(new byte[1], 1);
        try {
            service.receive(received);
            return received.getAddress().getHostAddress();
        } catch (SocketTimeoutException e) {
            return "nothing";
        }
    }
}
