package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.chaos.NodeRules.Outcome;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plugin is killed at random moments of its life, while another container's mapping is in use: a container's ports are there as
 * after a whole call, or as if there had been none, and ADD, DEL and GC go on from there. With iptables, which has no transaction over
 * both families, that holds for each family. Usually 7 kills a backend, with {@code -Dchaos.full=true} 167.
 */
@RequiresWorld
@RequiresTools({"setsid", "iptables-nft-save", "ip6tables-nft-save", "iptables-restore", "ip6tables-restore"})
class KillIT {
    private static final int STANDING_PORT = 8080;
    private static final List<Port> STANDING = List.of(Port.tcp(STANDING_PORT), new Port("udp", STANDING_PORT, ""));
    private static final int PORT = 9090;
    private static final List<Port> PORTS = List.of(Port.tcp(PORT), Port.tcp(PORT + 1), new Port("udp", PORT, ""), new Port("tcp", PORT + 2, "192.0.2.1"));
    private static final double BEYOND_THE_END = 1.1;

    private final World world = World.create();
    private final PluginInProcess plugin = PluginInProcess.onTheKernel();

    @TempDir
    private Path folder;

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void whatIsKilledIsDoneOrNotBegun(String backend) {
        Container standing = served("standing");
        Container victim = served("victim");
        Pod stander = pod(standing, backend);
        Pod pod = pod(victim, backend);
        Random random = new Random(Scale.seed("kill -9, " + backend));
        succeed("ADD", stander, STANDING);
        NodeRules absent = NodeRules.now();
        PluginProcess process = new PluginProcess(folder);
        // The first call fills the page cache.
        process.run(pod.environment("ADD"), pod.input(PORTS));
        NodeRules whole = NodeRules.now();
        assertThat(whole).isNotEqualTo(absent);
        long deleteLife = process.run(pod.environment("DEL"), pod.input(List.of()));
        assertThat(NodeRules.now()).isEqualTo(absent);
        long addLife = process.run(pod.environment("ADD"), pod.input(PORTS));
        int[] outcomes = new int[Outcome.values().length];
        int finished = 0;
        try (Load load = Load.on(world, "standing", STANDING_PORT, 1)) {
            for (int kill = 0; kill < Scale.of(7, 167); kill++) {
                String command = random.nextBoolean() ? "ADD" : "DEL";
                List<Port> ports = command.equals("ADD") ? PORTS : List.of();
                succeed(command.equals("ADD") ? "DEL" : "ADD", pod, command.equals("ADD") ? List.of() : PORTS);
                long life = command.equals("ADD") ? addLife : deleteLife;
                long moment = (long) (random.nextDouble() * BEYOND_THE_END * life);
                boolean killed = process.kill(pod.environment(command), pod.input(ports), moment);
                String what = "kill " + kill + " of " + command + " after " + moment / 1000 + " of " + life / 1000 + " us";
                NodeRules now = NodeRules.now();
                Outcome outcome = now.between(absent, whole);
                assertThat(outcome).as("%s: %s", what, now).isIn(backend.equals("iptables")
                        ? List.of(Outcome.ABSENT, Outcome.WHOLE, Outcome.ONE_FAMILY) : List.of(Outcome.ABSENT, Outcome.WHOLE));
                if (outcome != Outcome.ONE_FAMILY) {
                    assertThat(answers()).as(what).isEqualTo(outcome == Outcome.WHOLE);
                }
                outcomes[outcome.ordinal()]++;
                finished += killed ? 0 : 1;
                goOn(random, what, pod, absent, whole);
                assertThat(load.failure()).as("the standing mapping, at %s", what).isEmpty();
            }
            System.out.println("kill -9, " + backend + ": " + Arrays.toString(Outcome.values()) + " " + Arrays.toString(outcomes) + ", of which "
                    + finished + " had finished; " + load.answers() + " answers by the standing mapping");
        }
    }

    /** As a runtime does with a call that died: again, away with it, or by GC; each time nothing but that is left. */
    private void goOn(Random random, String what, Pod pod, NodeRules absent, NodeRules whole) {
        switch (random.nextInt(3)) {
            case 0 -> {
                succeed("ADD", pod, PORTS);
                succeed("CHECK", pod, PORTS);
                assertThat(NodeRules.now()).as("ADD after %s", what).isEqualTo(whole);
            }
            case 1 -> {
                succeed("DEL", pod, List.of());
                assertThat(NodeRules.now()).as("DEL after %s", what).isEqualTo(absent);
            }
            default -> {
                Answer answer = plugin.call(pod.environment("GC"), Pod.gc("standing"));
                assertThat(answer.isSuccess()).as("%s", answer).isTrue();
                assertThat(NodeRules.now()).as("GC after %s", what).isEqualTo(absent);
            }
        }
    }

    /** Whether the container is reached by both families, or by none. */
    private boolean answers() {
        boolean first = answers(world.nodeV4());
        assertThat(answers(world.nodeV6())).isEqualTo(first);
        return first;
    }

    private boolean answers(InetAddress address) {
        Reply reply = Client.in(world.client()).ask(Protocol.TCP, address, PORT);
        return reply instanceof io.hostport4j.testkit.traffic.Answer answer && answer.server().equals("victim");
    }

    private void succeed(String command, Pod pod, List<Port> ports) {
        Answer answer = plugin.call(pod.environment(command), pod.input(ports));
        assertThat(answer.isSuccess()).as("%s of %s: %s", command, pod, answer).isTrue();
    }

    private Container served(String id) {
        Container container = world.start(id, world.podNetwork());
        world.serve(container, 80);
        return container;
    }

    private static Pod pod(Container container, String backend) {
        return new Pod(container.id(), backend, List.of(container.v4().getHostAddress() + "/24", container.v6().getHostAddress() + "/64"));
    }
}
