package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code hostport explain} as it is installed. */
@RequiresWorld
@RequiresTools({"iptables", "iptables-save"})
class ExplainIT {
    private World world;

    @BeforeEach
    void makeNode() {
        world = World.create();
        Container container = world.start("c1", world.podNetwork());
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.add(new HostPortRequest(new AttachmentId("pods", "c1", "eth0"), List.of(new ContainerAddress(container.v4(), 24)),
                    List.of(PortMapping.tcp(8080, 80))));
        }
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aPacketThatReachesTheContainer() {
        Execution explained = explain("8080");
        assertThat(explained.stdout()).isEqualTo("""
                tcp to 192.0.2.1:8080 from 192.0.2.2 (outside, by wire)

                  1  prerouting       inet hostport prerouting: jumps to forwards
                                      fib daddr type local jump forwards
                  2  prerouting       inet hostport forwards: sends it to 10.88.0.2:80
                                      meta nfproto ipv4 dnat ip to meta l4proto . th dport map @any4
                  3  routing          to 10.88.0.2 by pods0
                  4  answer: routing  to 192.0.2.2 by wire

                outcome: it goes to 10.88.0.2:80 by pods0, which sees it come from 192.0.2.2
                decides: hostport4j
                """);
        assertThat(explained.exitCode()).isZero();
    }

    @Test
    void aPacketThatAnotherTakes() {
        world.node().exec("iptables", "-t", "nat", "-N", "DOCKER").orThrow();
        world.node().exec("iptables", "-t", "nat", "-A", "PREROUTING", "-m", "addrtype", "--dst-type", "LOCAL", "-j", "DOCKER").orThrow();
        world.node().exec("iptables", "-t", "nat", "-A", "DOCKER", "-p", "tcp", "--dport", "8080", "-j", "DNAT", "--to", "10.88.0.9:81").orThrow();
        JsonObject json = JsonObject.parse(explain("8080/tcp", "--output", "json").stdout());
        assertThat(json.optionalBool("certain")).contains(true);
        JsonObject way = json.objects("ways").get(0);
        assertThat(way.requiredString("translatedTo")).isEqualTo("10.88.0.9:81");
        assertThat(way.requiredString("decidedBy")).isEqualTo("docker");
        assertThat(way.objects("steps").get(1).requiredString("rule"))
                .isEqualTo("-A DOCKER -p tcp -m tcp --dport 8080 -j DNAT --to-destination 10.88.0.9:81");
    }

    @Test
    void aPacketThatIsDropped() {
        world.node().exec("iptables", "-P", "FORWARD", "DROP").orThrow();
        Execution explained = explain("8080", "--from", "outside");
        assertThat(explained.stdout()).contains("outcome: it is dropped in forward by iptables filter FORWARD: policy drop\n");
        assertThat(explained.exitCode()).isEqualTo(3);
    }

    @Test
    void aPacketThatMayBeDropped() {
        world.node().exec("nft", "add table inet own; add chain inet own f { type filter hook forward priority 0; }; "
                + "add rule inet own f limit rate over 100/second drop").orThrow();
        Execution explained = explain("8080");
        assertThat(explained.stdout()).contains("or, where inet own f has a rule that may match (limit rate over 100/second")
                .contains("  outcome: it is dropped in forward by inet own f: limit rate over 100/second");
        assertThat(explained.exitCode()).isEqualTo(4);
    }

    @Test
    void aPacketForTheNodeItself() {
        Execution explained = explain("22", "--from", "loopback");
        assertThat(explained.stdout()).startsWith("tcp to 127.0.0.1:22 from 127.0.0.1 (the node itself)\n")
                .contains("goes to the node's own processes at 127.0.0.1:22").contains("ss -lnp -t 'sport = :22'");
        assertThat(explained.exitCode()).isZero();
    }

    @Test
    void whatIsNoPortIsAnErrorOfTheCommandLine() {
        Execution explained = explain("99999");
        assertThat(explained.exitCode()).isEqualTo(2);
        assertThat(explained.stderr()).startsWith("Invalid value for positional parameter").contains("\"99999\" is no host port");
    }

    private static Execution explain(String... arguments) {
        return ProcessRun.of(Stream.concat(Stream.of(Distribution.hostport().toString(), "explain"), Stream.of(arguments))
                .toArray(String[]::new)).execute();
    }
}
