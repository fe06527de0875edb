package io.hostport4j.examples.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list tells of connections, and real ones. */
@RequiresWorld
@RequiresTools({"nft", "iptables-nft"})
class ConnectionsIT {
    private static final AttachmentId WEB = new AttachmentId("pods", "web", "eth0");
    private static final int USED = 8080;
    private static final int UNUSED = 8081;

    private World world;
    private Container web;
    private Client outside;

    @BeforeEach
    void makeWorld() {
        world = World.create();
        web = world.start("web", world.podNetwork());
        world.serve(web, 80);
        outside = Client.in(world.client());
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void eachConnectionCountsOnceWhateverItsPackets(String backend) {
        try (HostPorts hostPorts = HostPorts.open(BackendOptions.named(backend))) {
            hostPorts.add(request());
            assertThat(connections(hostPorts, USED)).containsOnly(OptionalLong.of(0));

            use();
            assertThat(connections(hostPorts, USED)).containsExactlyInAnyOrder(OptionalLong.of(1), OptionalLong.of(0));
            use();

            assertThat(connections(hostPorts, USED)).containsExactlyInAnyOrder(OptionalLong.of(2), OptionalLong.of(0));
            assertThat(connections(hostPorts, UNUSED)).containsOnly(OptionalLong.of(0));
            hostPorts.add(request());
            assertThat(connections(hostPorts, USED)).contains(OptionalLong.of(2));
            hostPorts.remove(WEB);
        }
    }

    @Test
    void netlinkAndNftReadWhatTheOtherCounts() {
        theOtherReads("netlink", "nftables");
        theOtherReads("nftables", "netlink");
    }

    /** The table goes with the one who removes last, so each makes it anew. */
    private void theOtherReads(String one, String other) {
        try (HostPorts writer = HostPorts.open(BackendOptions.named(one))) {
            writer.add(request());
        }
        use();
        use();
        try (HostPorts reader = HostPorts.open(BackendOptions.named(other))) {
            assertThat(connections(reader, USED)).contains(OptionalLong.of(2));
            reader.check(request());
            assertThat(reader.remove(WEB)).hasSize(4);
        }
    }

    private void use() {
        assertThat(outside.ask(Protocol.TCP, world.nodeV4(), USED)).isInstanceOf(Answer.class);
    }

    private HostPortRequest request() {
        return new HostPortRequest(WEB, List.of(new ContainerAddress(web.v4(), 24), new ContainerAddress(web.v6(), 64)),
                List.of(PortMapping.tcp(USED, 80), PortMapping.tcp(UNUSED, 80)));
    }

    private static List<OptionalLong> connections(HostPorts hostPorts, int port) {
        return hostPorts.listKept().stream().filter(kept -> kept.forward().hostPort().port() == port).map(KeptForward::connections).toList();
    }
}
