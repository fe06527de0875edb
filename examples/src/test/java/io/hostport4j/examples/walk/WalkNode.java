package io.hostport4j.examples.walk;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.walk.IpView;
import io.hostport4j.core.walk.NodeView;
import io.hostport4j.core.walk.Obstruction;
import io.hostport4j.core.walk.Obstructions;
import io.hostport4j.core.walk.Origin;
import io.hostport4j.core.walk.PacketWalk;
import io.hostport4j.core.walk.Questions;
import io.hostport4j.core.walk.RulesetReader;
import io.hostport4j.core.walk.Walk;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Endpoint;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A node with a container "red" behind port 8080, another one "blue", and a server of its own on that port. */
final class WalkNode implements AutoCloseable {
    private static final int PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final World world = World.create();
    private final Container red = world.start("red", world.podNetwork());
    private final Container blue = world.start("blue", world.podNetwork());

    WalkNode() {
        world.serve(red, 80);
        world.serve(blue, 80);
        map();
        world.serve(world.node(), "node", List.of(new Endpoint(Protocol.TCP, address("0.0.0.0"), PORT),
                new Endpoint(Protocol.TCP, address("::1"), PORT),
                new Endpoint(Protocol.TCP, address("0.0.0.0"), 9090)));
    }

    Container red() {
        return red;
    }

    Container blue() {
        return blue;
    }

    /** Gives red its port; again, where everybody's rules were cleared. */
    void map() {
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(new AttachmentId("pods", "red", "eth0"), 
                    List.of(new ContainerAddress(red.v4(), 24), new ContainerAddress(red.v6(), 64)),
                    List.of(PortMapping.tcp(PORT, 80), PortMapping.udp(PORT, 80))));
        }
    }

    void clear() {
        shell("nft flush ruleset; iptables-legacy -P FORWARD ACCEPT; iptables-legacy -F; iptables-legacy -t nat -F; iptables-legacy -t raw -F; "
                + "conntrack -F 2>/dev/null; sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 net.ipv4.conf.pods0.route_localnet=1");
    }

    void shell(String script) {
        String text = script.replace("$RED", red.v4().getHostAddress()).replace("$BLUE6", blue.v6().getHostAddress())
                .replace("$BLUE", blue.v4().getHostAddress())
                .replace("$NODE", world.nodeV4().getHostAddress()).replace("$WIRE", wire());
        world.node().exec("sh", "-ec", text).orThrow();
    }

    Walk walk(Scene scene) {
        ProcessTools tools = tools();
        NodeView node = new IpView(tools, Path.of("/proc/sys/net"), deadline());
        PacketWalk walk = new PacketWalk(new RulesetReader(tools, Path.of("/proc"), deadline()).read(), node);
        Optional<InetAddress> client = scene.origin() == Origin.OUTSIDE
                ? Optional.of(scene.family() == Family.IPV4 ? world.clientV4() : world.clientV6()) : Optional.empty();
        return walk.walk(new Questions(node).of(scene.protocol(), PORT, scene.origin(), Optional.of(asked(scene)), client));
    }

    List<Obstruction> obstructions() {
        ProcessTools tools = tools();
        Obstructions obstructions = new Obstructions(new RulesetReader(tools, Path.of("/proc"), deadline()).read(),
                new IpView(tools, Path.of("/proc/sys/net"), deadline()));
        try (HostPorts hostPorts = HostPorts.open()) {
            return obstructions.of(hostPorts.list());
        }
    }

    Reply ask(Scene scene) {
        return new Client(scene.origin() == Origin.OUTSIDE ? world.client() : world.node(), PATIENCE)
                .ask(Protocol.valueOf(scene.protocol().name()), asked(scene), PORT);
    }

    private InetAddress asked(Scene scene) {
        boolean four = scene.family() == Family.IPV4;
        return switch (scene.origin()) {
            case OUTSIDE, NODE -> four ? world.nodeV4() : world.nodeV6();
            case LOOPBACK -> address(four ? "127.0.0.1" : "::1");
        };
    }

    /** The server that answers, or "nobody". */
    static String server(Reply reply) {
        return reply instanceof Answer answer ? answer.server() : "nobody";
    }

    @Override
    public void close() {
        world.close();
    }

    private static ProcessTools tools() {
        return new ProcessTools("/usr/sbin:/usr/bin");
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(30), InstantSource.system());
    }

    private String wire() {
        String route = world.node().exec("ip", "route", "get", world.clientV4().getHostAddress()).orThrow().stdout();
        return route.replaceAll("(?s).* dev (\\S+) .*", "$1");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError("every JDK reads literal addresses", e);
        }
    }
}
