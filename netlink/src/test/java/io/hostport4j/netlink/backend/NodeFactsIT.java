package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.NodeLink;
import io.hostport4j.core.spi.Sandbox;
import io.hostport4j.core.spi.StrayFlow;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node tells whoever looks for faults. */
@RequiresWorld
class NodeFactsIT {
    private World world;
    private HostNetwork network;

    @BeforeEach
    void makeWorld() {
        world = World.create();
        network = new NodeNetworkProvider().open();
    }

    @AfterEach
    void closeWorld() {
        network.close();
        world.close();
    }

    @Test
    void sysctlsAreReadByTheirParts() {
        world.set("ipv4/conf/wire/rp_filter", "2");

        assertThat(network.setting(List.of("ipv4", "conf", "wire", "rp_filter"))).contains("2");
        assertThat(network.setting(List.of("ipv4", "conf", "none", "rp_filter"))).isEmpty();
    }

    @Test
    void addressesOfTheNodeAreItsOwnAndThoseOfOthersAreNot() {
        assertThat(List.of(world.nodeV4(), world.nodeV6(), Samples.ip("127.0.0.1"), Samples.ip("::1"))).allMatch(network::isOwn);
        assertThat(List.of(world.clientV4(), world.clientV6(), Samples.ip("192.0.2.77"), Samples.ip("203.0.113.1"))).noneMatch(network::isOwn);
    }

    @Test
    void aContainerIsSeenFromInsideAndItsPortOnTheBridgeIsKnownByBothEnds() {
        Container web = world.start("web", world.podNetwork());
        world.serve(web, 80);

        Sandbox sandbox = network.sandbox(web.namespace().path()).orElseThrow();

        assertThat(sandbox.listensOn(new HostPort(Protocol.TCP, web.v4(), 80))).isTrue();
        assertThat(sandbox.listensOn(new HostPort(Protocol.UDP, web.v6(), 80))).isTrue();
        assertThat(sandbox.listensOn(new HostPort(Protocol.TCP, web.v4(), 81))).isFalse();
        Sandbox.Exit exit = sandbox.exits().get(web.v4());
        assertThat(exit).isEqualTo(sandbox.exits().get(web.v6()));
        assertThat(exit.name()).isEqualTo("eth0");
        NodeLink port = link(exit.nodeEnd());
        assertThat(port.peer()).isEqualTo(OptionalInt.of(exit.index()));
        assertThat(port.hairpin()).isTrue();
        assertThat(link(port.master().getAsInt())).extracting(NodeLink::name, NodeLink::bridge).containsExactly("pods0", true);
    }

    @Test
    void aNamespaceWithATapIsNotLookedInto() {
        Container vm = world.start("vm", world.podNetwork());
        vm.namespace().exec("ip", "link", "add", "tap0", "link", "eth0", "type", "macvtap").orThrow();

        assertThat(network.sandbox(vm.namespace().path())).isEmpty();
    }

    @Test
    void whatIsNoNamespaceIsNotLookedInto() {
        assertThat(network.sandbox(Path.of("/run/netns/none"))).isEmpty();
        assertThat(network.sandbox(Path.of("/proc/self/status"))).isEmpty();
    }

    @Test
    void lookingIntoAContainerMovesNobody() {
        Container web = world.start("web", world.podNetwork());

        network.sandbox(web.namespace().path());

        try (HostNetwork here = new NodeNetworkProvider().open()) {
            assertThat(here.linkNamed("pods0")).isPresent();
        }
    }

    @Test
    void flowsThatLeadElsewhereAreToldAndStay() {
        world.node().exec("nft", "add table ip t; add chain ip t in { type filter hook input priority 0; }; add rule ip t in ct state new accept").orThrow();
        Client.in(world.client()).ask(io.hostport4j.testkit.traffic.Protocol.UDP, world.nodeV4(), 5353);
        HostPort hostPort = new HostPort(Protocol.UDP, Samples.ip("0.0.0.0"), 5353);
        Forward forward = new Forward(hostPort, new Endpoint(Samples.ip("10.88.0.2"), 53), Masquerade.WHEN_NEEDED, new Owner("pods/web/eth0"));

        for (int i = 0; i < 2; i++) {
            assertThat(network.strayFlows(List.of(forward))).singleElement().extracting(StrayFlow::sentTo, StrayFlow::answering)
                    .containsExactly(new HostPort(Protocol.UDP, world.nodeV4(), 5353), new Endpoint(world.nodeV4(), 5353));
        }
    }

    private NodeLink link(int index) {
        Optional<NodeLink> found = network.nodeLinks().stream().filter(link -> link.index() == index).findFirst();
        return found.orElseThrow();
    }
}
