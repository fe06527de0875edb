package io.hostport4j.examples.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.walk.IpView;
import io.hostport4j.core.walk.NodeView;
import io.hostport4j.core.walk.Origin;
import io.hostport4j.core.walk.Outcome;
import io.hostport4j.core.walk.PacketWalk;
import io.hostport4j.core.walk.Question;
import io.hostport4j.core.walk.RulesetReader;
import io.hostport4j.core.walk.Walk;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the walk says of a packet, compared with what becomes of a real one. */
@RequiresWorld
@RequiresTools({"iptables", "iptables-save", "iptables-legacy", "iptables-legacy-save", "sysctl", "sh"})
class PacketWalkIT {
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private static World world;
    private static Container red;
    private static Container blue;
    private static AttachmentId owner;

    static List<Scene> scenes() {
        return Scenes.all();
    }

    @BeforeAll
    static void makeNode() throws UnknownHostException {
        world = World.create();
        red = world.start("red", world.podNetwork());
        blue = world.start("blue", world.podNetwork());
        world.serve(red, 80);
        world.serve(blue, 80);
        List<io.hostport4j.testkit.traffic.Endpoint> own = List.of(
                new io.hostport4j.testkit.traffic.Endpoint(Protocol.TCP, InetAddress.getByName("0.0.0.0"), PORT),
                new io.hostport4j.testkit.traffic.Endpoint(Protocol.TCP, InetAddress.getByName("0.0.0.0"), 9090));
        owner = new AttachmentId("pods", "red", "eth0");
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(owner, List.of(new ContainerAddress(red.v4(), 24)), List.of(PortMapping.tcp(PORT, 80))));
        }
        world.serve(world.node(), "node", own);
    }

    @AfterEach
    void clear() {
        shell("nft flush ruleset; iptables-legacy -P FORWARD ACCEPT; iptables-legacy -F; iptables-legacy -t nat -F; conntrack -F 2>/dev/null; "
                + "sysctl -q -w net.ipv4.ip_forward=1 net.ipv4.conf.pods0.route_localnet=1");
    }

    @AfterAll
    static void end() {
        world.close();
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void theWalkSaysWhatBecomesOfAPacket(Scene scene) throws UnknownHostException {
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(owner, List.of(new ContainerAddress(red.v4(), 24)), List.of(PortMapping.tcp(PORT, 80))));
        }
        scene.commands().forEach(PacketWalkIT::shell);

        Walk walk = walk(scene.origin());
        Reply reply = ask(scene.origin());

        String real = reply instanceof Answer answer ? answer.server() : "nobody";
        assertThat(real).as("the real packet").isEqualTo(scene.expected());
        assertThat(walk.isCertain()).as("certain: %s", walk.ways()).isTrue();
        assertThat(server(walk.main().outcome())).as("the walk: %s", walk.ways()).isEqualTo(scene.expected());
        if (reply instanceof Answer answer && walk.main().outcome() instanceof Outcome.Forwarded forwarded) {
            assertThat(answer.sourceAddress()).isEqualTo(forwarded.seen());
        }
    }

    private static Walk walk(Origin origin) throws UnknownHostException {
        ProcessTools tools = new ProcessTools("/usr/sbin:/usr/bin");
        Deadline deadline = Deadline.in(Duration.ofSeconds(30), InstantSource.system());
        NodeView node = new IpView(tools, Path.of("/proc/sys/net"), deadline);
        PacketWalk walk = new PacketWalk(new RulesetReader(tools, Path.of("/proc"), deadline).read(), node);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        return walk.walk(switch (origin) {
            case OUTSIDE -> {
                NodeView.Outside outside = node.outside(Family.IPV4, Optional.of(world.clientV4())).orElseThrow();
                yield new Question(io.hostport4j.core.model.Protocol.TCP, new Endpoint(world.nodeV4(), PORT), origin, outside.client(), outside.link());
            }
            case NODE -> new Question(io.hostport4j.core.model.Protocol.TCP, new Endpoint(world.nodeV4(), PORT), origin, world.nodeV4(), "");
            case LOOPBACK -> new Question(io.hostport4j.core.model.Protocol.TCP, new Endpoint(loopback, PORT), origin, loopback, "");
        });
    }

    private static Reply ask(Origin origin) throws UnknownHostException {
        return switch (origin) {
            case OUTSIDE -> new Client(world.client(), PATIENCE).ask(Protocol.TCP, world.nodeV4(), PORT);
            case NODE -> new Client(world.node(), PATIENCE).ask(Protocol.TCP, world.nodeV4(), PORT);
            case LOOPBACK -> new Client(world.node(), PATIENCE).ask(Protocol.TCP, InetAddress.getByName("127.0.0.1"), PORT);
        };
    }

    private static String server(Outcome outcome) {
        if (outcome instanceof Outcome.Forwarded forwarded) {
            return forwarded.to().address().equals(red.v4()) ? "red" : forwarded.to().address().equals(blue.v4()) ? "blue" : "?";
        }
        return outcome instanceof Outcome.ToNode ? "node" : "nobody";
    }

    private static void shell(String script) {
        String text = script.replace("$RED", red.v4().getHostAddress()).replace("$BLUE", blue.v4().getHostAddress())
                .replace("$NODE", world.nodeV4().getHostAddress()).replace("$WIRE", wire());
        world.node().exec("sh", "-ec", text).orThrow();
    }

    private static String wire() {
        String route = world.node().exec("ip", "route", "get", world.clientV4().getHostAddress()).orThrow().stdout();
        return route.replaceAll("(?s).* dev (\\S+) .*", "$1");
    }
}
