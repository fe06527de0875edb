package io.hostport4j.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresWorld
class TrafficIT {

    private static final int PORT = 8080;

    private World world;
    private Client client;

    @BeforeEach
    void makeWorld() {
        world = World.create();
        client = Client.in(world.client());
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void theServerTellsWhoAskedByIpv4(Protocol protocol) {
        serveOnNode(world.nodeV4());
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(new Answer("node", world.clientV4()));
    }

    @ParameterizedTest
    @EnumSource
    void theServerTellsWhoAskedByIpv6(Protocol protocol) {
        serveOnNode(world.nodeV6());
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(new Answer("node", world.clientV6()));
    }

    @ParameterizedTest
    @EnumSource
    void aNamespaceCanAskItself(Protocol protocol) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        serveOnNode(loopback);
        assertThat(Client.in(world.node()).ask(protocol, loopback, PORT)).isEqualTo(new Answer("node", loopback));
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerComesFromTheAddressThatWasAskedEvenIfRoutesPreferAnother(Protocol protocol) throws Exception {
        world.node().exec("ip", "addr", "add", "192.0.2.77/24", "dev", "wire").orThrow();
        InetAddress second = InetAddress.getByName("192.0.2.77");
        serveOnNode(world.nodeV4(), second);
        assertThat(client.ask(protocol, second, PORT)).isEqualTo(new Answer("node", world.clientV4()));
    }

    @ParameterizedTest
    @EnumSource
    void aPortWithoutServerIsRefused(Protocol protocol) {
        assertThat(client.ask(protocol, world.nodeV4(), PORT)).isEqualTo(Failure.REFUSED);
        assertThat(client.ask(protocol, world.nodeV6(), PORT)).isEqualTo(Failure.REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void aDroppedQuestionTimesOut(Protocol protocol) {
        world.node().exec("nft", "add table inet t; add chain inet t c { type filter hook input priority 0; policy drop; }").orThrow();
        Client hasty = new Client(world.client(), Duration.ofMillis(200));
        assertThat(hasty.ask(protocol, world.nodeV4(), PORT)).isEqualTo(Failure.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void anAddressWithoutRouteIsUnreachable(Protocol protocol) throws Exception {
        Client node = Client.in(world.node());
        assertThat(node.ask(protocol, InetAddress.getByName("198.51.100.1"), PORT)).isEqualTo(Failure.UNREACHABLE);
        assertThat(node.ask(protocol, InetAddress.getByName("2001:db8:1::1"), PORT)).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void anAddressThatTheNodeHasNoRouteToIsUnreachableForTheClientsTcp() throws Exception {
        assertThat(client.ask(Protocol.TCP, InetAddress.getByName("198.51.100.1"), PORT)).isEqualTo(Failure.UNREACHABLE);
        assertThat(client.ask(Protocol.TCP, InetAddress.getByName("2001:db8:1::1"), PORT)).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void aQuestionThatOwnRulesForbidIsUnreachable() {
        world.node().exec("nft", "add table inet t; add chain inet t c { type filter hook output priority 0; policy drop; }").orThrow();
        assertThat(Client.in(world.node()).ask(Protocol.UDP, world.clientV4(), PORT)).isEqualTo(Failure.UNREACHABLE);
    }

    @Test
    void nobodyMayAnswerWhereNothingIsReachable() {
        client.assertNotReachable(Protocol.TCP, world.nodeV4(), PORT);
        serveOnNode(world.nodeV4());
        assertThatThrownBy(() -> client.assertNotReachable(Protocol.TCP, world.nodeV4(), PORT))
                .isInstanceOf(AssertionError.class).hasMessageContaining("reachable").hasMessageContaining("node");
    }

    @Test
    void aServerThatIsClosedLeavesNeitherThreadNorSocket() {
        serveOnNode(world.nodeV4()).close();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name -> name.startsWith("server-"));
        serveOnNode(world.nodeV4()).close();
    }

    @Test
    void anEndpointThatIsTakenIsAnErrorAndFreesTheOthers() {
        serveOnNode(world.nodeV4());
        assertThatThrownBy(() -> serveOnNode(world.nodeV6(), world.nodeV4())).hasMessageContaining("could not listen");
        serveOnNode(world.nodeV6()).close();
    }

    private Server serveOnNode(InetAddress... addresses) {
        return world.serve(world.node(), "node", Endpoint.tcpAndUdp(PORT, addresses));
    }
}
