package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.RequiresSysctl;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code "snat": false}: nobody's address is replaced, and who depends on that gets no answer. */
@RequiresWorld
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnatOffIT {

    private static final int PORT = HostIp.ABSENT.hostPort();
    private static final Duration SHORT = Duration.ofMillis(300);

    private World world;
    private Container pod;
    private Container neighbour;

    @BeforeAll
    void startContainers() {
        world = World.create();
        pod = world.start("pod", PortMapChains.behind(world.podNetwork(), ", \"snat\": false"), HostIp.ABSENT.portMappings(world));
        neighbour = world.start("neighbour", world.podNetwork());
        world.serve(pod, 80);
    }

    @BeforeEach
    void bridgedPacketsPassNoRules() {
        world.disableBridgeNetfilter();
    }

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOutsideClientGetsThroughWithItsAddress(Protocol protocol) {
        Client client = Client.in(world.client());
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(new Answer("pod", world.clientV4()));
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(new Answer("pod", world.clientV6()));
    }

    @Test
    void aContainerThatAsksItselfIsNotMasqueraded() {
        // What comes in with a container's own address is dropped by its kernel.
        Client client = new Client(pod.namespace(), SHORT);
        assertThat(client.ask(Protocol.TCP, world.nodeV4(), PORT)).isEqualTo(Failure.TIMED_OUT);
        assertThat(client.ask(Protocol.UDP, world.nodeV6(), PORT)).isEqualTo(Failure.TIMED_OUT);
    }

    @Test
    @RequiresSysctl("net/bridge/bridge-nf-call-iptables")
    void aNeighbourNeedsBridgeNetfilter() {
        Client client = new Client(neighbour.namespace(), SHORT);
        assertThat(client.ask(Protocol.TCP, world.nodeV4(), PORT)).isEqualTo(Failure.TIMED_OUT);
        world.enableBridgeNetfilter();
        assertThat(client.ask(Protocol.TCP, world.nodeV4(), PORT)).isEqualTo(new Answer("pod", neighbour.v4()));
    }

    @Test
    void loopbackStaysShut() {
        assertThat(NodeState.routeLocalnet("pods0")).isEqualTo("0");
        new Client(world.node(), SHORT).assertNotReachable(Protocol.TCP, InetAddress.getLoopbackAddress(), PORT);
    }
}
