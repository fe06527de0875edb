package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code "masqAll": true}: a container sees the node in the place of everybody. */
@RequiresWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MasqAllIT {

    private static final int PORT = HostIp.ABSENT.hostPort();
    private static final Answer BRIDGE = new Answer("pod", MatrixWorld.bridge(StandardProtocolFamily.INET));
    private static final Answer BRIDGE6 = new Answer("pod", MatrixWorld.bridge(StandardProtocolFamily.INET6));

    private World world;
    private Container pod;

    @BeforeAll
    void startContainers() {
        world = World.create();
        world.disableBridgeNetfilter();
        pod = world.start("pod", PortMapChains.behind(world.podNetwork(), ", \"masqAll\": true"), HostIp.ABSENT.portMappings(world));
        world.serve(pod, 80);
    }

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOutsideClientIsSeenAsTheBridge(Protocol protocol) {
        Client client = Client.in(world.client());
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(BRIDGE);
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(BRIDGE6);
    }

    @ParameterizedTest
    @EnumSource
    void theNodeIsSeenAsTheBridge(Protocol protocol) {
        Client client = Client.in(world.node());
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(BRIDGE);
        assertThat(client.ask(protocol, InetAddress.getLoopbackAddress(), PORT)).isEqualTo(BRIDGE);
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(BRIDGE6);
    }

    @ParameterizedTest
    @EnumSource
    void theContainerSeesItselfAsTheBridge(Protocol protocol) {
        Client client = Client.in(pod.namespace());
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(BRIDGE);
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(BRIDGE6);
    }

    @Test
    void anotherContainersClientsKeepTheirAddress() {
        Container other = world.start("other", PortMapChains.plain(world), HostIp.ANY_IPV4.portMappings(world));
        world.serve(other, 80);
        assertThat(Client.in(world.client()).ask(Protocol.TCP, world.nodeV4(), HostIp.ANY_IPV4.hostPort()))
                .isEqualTo(new Answer("other", world.clientV4()));
    }
}
