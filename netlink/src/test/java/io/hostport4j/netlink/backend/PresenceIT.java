package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Presence;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which containers are known to be gone, and that they lose their host ports. */
@RequiresWorld
class PresenceIT {
    private static final int PORT = 8080;

    private World world;
    private HostNetwork network;
    private HostPorts hostPorts;

    @BeforeEach
    void makeWorld() {
        world = World.create();
        network = new NodeNetworkProvider().open();
        hostPorts = HostPorts.open();
    }

    @AfterEach
    void closeWorld() {
        hostPorts.close();
        network.close();
        world.close();
    }

    private static void run(String command) {
        ProcessRun.of(command.split(" ")).execute().orThrow();
    }

    private static HostPortRequest request(AttachmentId attachment, Container container) {
        return new HostPortRequest(attachment, List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64)),
                List.of(PortMapping.tcp(PORT, 80)));
    }

    /** No plugin is asked. What the kernel does some time after a namespace ended is done here at once. */
    private static void crash(Container container) {
        container.namespace().exec("ip", "link", "delete", "eth0").orThrow();
    }

    @Test
    void aLivingContainerOnABridgeIsPossible() {
        Container living = world.start("living", world.podNetwork());
        assertThat(network.presence(living.v4())).isEqualTo(Presence.POSSIBLE);
        assertThat(network.presence(living.v6())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void aContainerThatHasGoneSilentIsPossible() {
        Container silent = world.start("silent", world.podNetwork());
        world.start("other", world.podNetwork());
        run("ip neigh flush dev pods0");
        assertThat(network.presence(silent.v4())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void anAddressThatNoNamespaceBehindTheBridgeHasIsGone() {
        Container crashed = world.start("crashed", world.podNetwork());
        world.start("other", world.podNetwork());
        crash(crashed);
        assertThat(network.presence(crashed.v4())).isEqualTo(Presence.GONE);
        assertThat(network.presence(crashed.v6())).isEqualTo(Presence.GONE);
    }

    @Test
    void whoIsBehindAPortThatLeadsToNoOtherNamespaceNobodyKnows() {
        Container crashed = world.start("crashed", world.podNetwork());
        crash(crashed);
        run("ip link add port0 master pods0 type veth peer name port1");
        assertThat(network.presence(crashed.v4())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void whoIsBehindANamespaceWithoutAddressesNobodyKnows() {
        Container crashed = world.start("crashed", world.podNetwork());
        Container forwarder = world.start("forwarder", world.podNetwork());
        crash(crashed);
        forwarder.namespace().exec("ip", "addr", "flush", "dev", "eth0", "scope", "global").orThrow();
        assertThat(network.presence(crashed.v4())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void anAddressWithoutARouteIsGone() {
        assertThat(network.presence(ip("10.99.0.2"))).isEqualTo(Presence.GONE);
        assertThat(network.presence(ip("fd00:99::2"))).isEqualTo(Presence.GONE);
    }

    @Test
    void anAddressThatOnlyTheDefaultRouteLeadsToIsOutside() {
        Container living = world.start("living", world.podNetwork());
        run("ip route add default via " + world.clientV4().getHostAddress());
        run("ip -6 route add default via " + world.clientV6().getHostAddress());
        assertThat(network.presence(ip("10.99.0.2"))).isEqualTo(Presence.OUTSIDE);
        assertThat(network.presence(ip("fd00:99::2"))).isEqualTo(Presence.OUTSIDE);
        assertThat(network.presence(living.v4())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void aRouteToAVethLeadsToWhoHasTheAddressBehindIt() {
        Container container = world.start("ptp", world.podNetwork());
        container.namespace().exec("ip", "link", "add", "eth1", "type", "veth", "peer", "name", "ptp0").orThrow();
        container.namespace().exec("ip", "addr", "add", "10.99.0.2/32", "dev", "eth1").orThrow();
        container.namespace().exec("ip", "link", "set", "ptp0", "netns", Long.toString(ProcessHandle.current().pid())).orThrow();
        run("ip link set ptp0 up");
        run("ip route add 10.99.0.0/24 dev ptp0");
        assertThat(network.presence(ip("10.99.0.2"))).isEqualTo(Presence.POSSIBLE);
        assertThat(network.presence(ip("10.99.0.3"))).isEqualTo(Presence.GONE);
    }

    @Test
    void aGatewayOfItsOwnLeadsToSomebody() {
        run("ip route add 10.99.0.0/16 via " + world.clientV4().getHostAddress());
        assertThat(network.presence(ip("10.99.0.2"))).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void theNodesOwnAddressIsPossible() {
        assertThat(network.presence(world.nodeV4())).isEqualTo(Presence.POSSIBLE);
        assertThat(network.presence(world.nodeV6())).isEqualTo(Presence.POSSIBLE);
    }

    @Test
    void aCrashedContainersPortGoesToTheNextWhoWantsIt() {
        Container crashed = world.start("crashed", world.podNetwork());
        hostPorts.add(request(WEB, crashed));
        crash(crashed);

        Container next = world.start("next", world.podNetwork());
        world.serve(next, 80);
        hostPorts.add(request(DNS, next));

        assertThat(hostPorts.list()).hasSize(2).extracting(Forward::owner).containsOnly(DNS.owner());
        assertThat(Client.in(world.client()).ask(Protocol.TCP, world.nodeV4(), PORT))
                .isInstanceOfSatisfying(Answer.class, answer -> assertThat(answer.server()).isEqualTo("next"));
    }

    @Test
    void aLivingContainersPortStaysItsOwn() {
        Container living = world.start("living", world.podNetwork());
        hostPorts.add(request(WEB, living));
        Container next = world.start("next", world.podNetwork());
        assertThatThrownBy(() -> hostPorts.add(request(DNS, next))).isInstanceOf(ConflictException.class);
    }
}
