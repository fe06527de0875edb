package io.hostport4j.nftables;

import static io.hostport4j.nftables.ConditionsIT.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A container with conditions, another without, on one node, and real packets. */
@RequiresWorld
@RequiresTools("nft")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionsTrafficIT {
    private static final int PORT = 80;
    private static final int CONDITIONAL = 8080;
    private static final int OPEN = 8081;
    private static final AttachmentId SHUT_POD = new AttachmentId("net", "shut", "eth0");
    private static final AttachmentId OPEN_POD = new AttachmentId("net", "open", "eth0");

    private World world;
    private HostPorts hostPorts;
    private Container shut;
    private Container open;
    private Client outside;

    @BeforeAll
    void start() {
        world = World.create();
        world.disableBridgeNetfilter();
        shut = world.start("shut", world.podNetwork());
        open = world.start("open", world.podNetwork());
        world.serve(shut, PORT);
        world.serve(open, PORT);
        hostPorts = HostPorts.open(BackendOptions.named("nftables"));
        hostPorts.add(request(OPEN_POD, open, OPEN));
        outside = new Client(world.client(), Duration.ofSeconds(1));
    }

    @AfterAll
    void stop() {
        hostPorts.remove(SHUT_POD);
        hostPorts.remove(OPEN_POD);
        hostPorts.close();
        world.close();
    }

    @Test
    void whoFulfilsThemGetsThroughInBothFamilies() {
        hostPorts.add(with(request(SHUT_POD, shut, CONDITIONAL), "ip saddr " + world.clientV4().getHostAddress(),
                "ip6 saddr { 2001:db8::2, fd00:add::1 }"));

        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(new Answer("shut", world.clientV4()));
        assertThat(outside.ask(Protocol.TCP, world.nodeV6(), CONDITIONAL)).isEqualTo(new Answer("shut", world.clientV6()));
        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), OPEN)).isEqualTo(new Answer("open", world.clientV4()));
    }

    @Test
    void whoDoesNotIsRefusedAndTheOtherContainerIsNotConcerned() {
        hostPorts.add(with(request(SHUT_POD, shut, CONDITIONAL), "ip saddr 203.0.113.0/24", "ip6 saddr fd00:99::/64"));

        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(Failure.REFUSED);
        assertThat(outside.ask(Protocol.TCP, world.nodeV6(), CONDITIONAL)).isEqualTo(Failure.REFUSED);
        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), OPEN)).isEqualTo(new Answer("open", world.clientV4()));
        assertThat(outside.ask(Protocol.TCP, world.nodeV6(), OPEN)).isEqualTo(new Answer("open", world.clientV6()));
    }

    @Test
    void conditionsOfOneFamilyDoNotConcernTheOther() {
        hostPorts.add(with(request(SHUT_POD, shut, CONDITIONAL), "ip saddr 203.0.113.0/24", "meta l4proto tcp"));

        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(Failure.REFUSED);
        assertThat(outside.ask(Protocol.TCP, world.nodeV6(), CONDITIONAL)).isEqualTo(new Answer("shut", world.clientV6()));
    }

    @Test
    void whoComesFromTheNodeItselfMustFulfilThemToo() {
        hostPorts.add(with(request(SHUT_POD, shut, CONDITIONAL), "ip saddr != " + world.nodeV4().getHostAddress(), "meta l4proto tcp"));
        Client node = new Client(world.node(), Duration.ofSeconds(1));

        assertThat(node.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(Failure.REFUSED);
        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(new Answer("shut", world.clientV4()));
    }

    @Test
    void withoutThemEverybodyGetsThroughAgain() {
        hostPorts.add(with(request(SHUT_POD, shut, CONDITIONAL), "ip saddr 203.0.113.0/24", "ip6 saddr fd00:99::/64"));
        hostPorts.add(request(SHUT_POD, shut, CONDITIONAL));

        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), CONDITIONAL)).isEqualTo(new Answer("shut", world.clientV4()));
        assertThat(outside.ask(Protocol.UDP, world.nodeV4(), CONDITIONAL)).isInstanceOf(Failure.class);
    }

    private static HostPortRequest request(AttachmentId attachment, Container container, int hostPort) {
        return new HostPortRequest(attachment, List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64)),
                List.of(PortMapping.tcp(hostPort, PORT)));
    }
}
