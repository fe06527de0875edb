package io.hostport4j.examples.userland;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Failure;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine on a userland node, asked from everywhere. Nothing in it needs a right; the world around it does. */
@RequiresWorld
class UserlandTrafficIT {
    private static final AttachmentId WEB = new AttachmentId("pods", "web", "eth0");
    private static final AttachmentId OTHER = new AttachmentId("pods", "other", "eth0");
    private static final int PORT = 8080;

    private static World world;
    private static Container web;

    private final UserlandNode node = new UserlandNode();
    private final HostPorts hostPorts = node.hostPorts();

    @BeforeAll
    static void furnish() {
        world = World.create();
        try {
            web = world.start("web", world.podNetwork());
            world.serve(web, 80);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    @AfterAll
    static void clear() {
        if (world != null) {
            world.close();
        }
    }

    @AfterEach
    void close() {
        hostPorts.close();
        node.close();
    }

    @Test
    void everyAddressOfBothFamiliesLeadsToTheContainerAlsoThoseThatNatCannotServe() {
        hostPorts.add(request(WEB, web.v4(), web.v6()));
        everyWay().forEach((address, from) -> assertThat(server(from, address)).as("%s", address).containsExactly("web", "web"));
    }

    @Test
    void aContainerWithIpv4AloneIsReachedByIpv6() {
        hostPorts.add(request(WEB, web.v4()));
        everyWay().forEach((address, from) -> assertThat(server(from, address)).as("%s", address).containsExactly("web", "web"));
    }

    @Test
    void aContainerWithIpv6AloneIsReachedByIpv4() {
        hostPorts.add(request(WEB, web.v6()));
        everyWay().forEach((address, from) -> assertThat(server(from, address)).as("%s", address).containsExactly("web", "web"));
    }

    @Test
    void theNodeStaysWhereItWasMadeWhoeverCalls() {
        world.client().call(() -> {
            hostPorts.add(request(WEB, web.v4()));
            return true;
        });
        assertThat(server(world.client(), world.nodeV4())).containsExactly("web", "web");
    }

    @Test
    void aRemovedHostPortIsRefused() {
        hostPorts.add(request(WEB, web.v4()));
        hostPorts.remove(WEB);
        assertThat(ask(world.client(), Protocol.TCP, world.nodeV4())).isEqualTo(Failure.REFUSED);
        assertThat(ask(world.client(), Protocol.UDP, world.nodeV4())).isEqualTo(Failure.REFUSED);
    }

    @Test
    void theEngineNamesTheHolderAndChecksWhatIsThere() {
        hostPorts.add(request(WEB, web.v4()));
        hostPorts.check(request(WEB, web.v4()));
        assertThatThrownBy(() -> hostPorts.add(request(OTHER, web.v6()))).isInstanceOf(ConflictException.class)
                .hasMessageContaining("container \"web\"");
    }

    private static Map<InetAddress, NetNamespace> everyWay() {
        return Map.of(world.nodeV4(), world.client(), world.nodeV6(), world.client(),
                LoopbackNode.V4, world.node(), LoopbackNode.V6, world.node());
    }

    private static HostPortRequest request(AttachmentId attachment, InetAddress... addresses) {
        return new HostPortRequest(attachment, List.of(addresses).stream().map(ContainerAddress::of).toList(),
                List.of(PortMapping.tcp(PORT, 80), PortMapping.udp(PORT, 80)));
    }

    /** By TCP and by UDP. */
    private static List<String> server(NetNamespace from, InetAddress address) {
        return List.of(Protocol.TCP, Protocol.UDP).stream().map(protocol -> ask(from, protocol, address))
                .map(reply -> reply instanceof Answer answer ? answer.server() : reply.toString()).toList();
    }

    private static Reply ask(NetNamespace from, Protocol protocol, InetAddress address) {
        return Client.in(from).ask(protocol, address, PORT);
    }
}
