package io.hostport4j.examples.chaos;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.reconcile.Reconciler;
import io.hostport4j.examples.chaos.NodeRules.Outcome;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Kills a plugin at random moments of ADD and DEL while another container's mapping is in use, and goes on as a runtime does. */
final class Killing {
    private static final int STANDING_PORT = 8080;
    private static final List<Port> STANDING = List.of(Port.tcp(STANDING_PORT), new Port("udp", STANDING_PORT, ""));
    private static final int PORT = 9090;
    private static final List<Port> PORTS = List.of(Port.tcp(PORT), Port.tcp(PORT + 1), new Port("udp", PORT, ""), new Port("tcp", PORT + 2, "192.0.2.1"));
    private static final double BEYOND_THE_END = 1.15;

    private static final int WAYS_TO_GO_ON = 4;

    private final World world;
    private final Candidate candidate;
    private final PluginProcess.Signal signal;
    private final Plugin plugin;
    private final PluginProcess process;
    private final Container victim;
    private final Pod pod;
    private final Pod stander;
    private final Random random;
    private final Tally tally = new Tally();
    private NodeRules absent;
    private NodeRules whole;
    private IptablesBackup backup;

    Killing(World world, Candidate candidate, Path folder, long seed) {
        this(world, candidate, folder, seed, PluginProcess.Signal.KILL);
    }

    Killing(World world, Candidate candidate, Path folder, long seed, PluginProcess.Signal signal) {
        this.signal = signal;
        this.world = world;
        this.candidate = candidate;
        this.plugin = candidate.plugin(folder);
        this.process = new PluginProcess(candidate.program(), folder);
        this.stander = Pod.of(served("standing"), candidate);
        this.victim = served("victim");
        this.pod = Pod.of(victim, candidate);
        this.random = new Random(seed);
    }

    Tally run(int kills) {
        prepare();
        int answers;
        long start = System.nanoTime();
        try (Load load = Load.on(world, "standing", STANDING_PORT, 1)) {
            // The first calls fill the page cache.
            process.lifeOf(pod.environment("ADD"), pod.input(PORTS));
            process.lifeOf(pod.environment("DEL"), pod.input(PORTS));
            long addLife = process.lifeOf(pod.environment("ADD"), pod.input(PORTS));
            long deleteLife = process.lifeOf(pod.environment("DEL"), pod.input(PORTS));
            for (int kill = 0; kill < kills; kill++) {
                boolean add = random.nextBoolean();
                succeed(add ? "DEL" : "ADD", pod, PORTS);
                kill(add ? "ADD" : "DEL", add ? addLife : deleteLife);
            }
            answers = load.answers();
            load.failures().forEach(failure -> tally.fault("questions to the standing mapping without an answer", failure));
        }
        System.out.printf(Locale.ROOT, "SIG%s, %s: %d times in %.0f s, %d answers by the standing mapping: %s%n", signal, candidate, kills,
                (System.nanoTime() - start) / 1e9, answers, tally);
        return tally;
    }

    private void kill(String command, long life) {
        // More of them in the second half of its life, where it does something to the node.
        long moment = (long) (Math.sqrt(random.nextDouble()) * BEYOND_THE_END * life);
        boolean killed = process.end(signal, pod.environment(command), pod.input(PORTS), moment);
        judge(command, (killed ? "killed" : "done before") + " after " + moment / 1000 + " of " + life / 1000 + " us");
        goOn(random.nextInt(candidate.isReference() ? 2 : WAYS_TO_GO_ON), command);
    }

    private void judge(String command, String how) {
        String what = command + " " + how;
        NodeRules now = NodeRules.now();
        Outcome outcome = now.between(absent, whole);
        tally.count(what.replaceFirst(" after .*", "") + ": " + outcome);
        if (outcome == Outcome.BROKEN || outcome == Outcome.ONE_FAMILY && mustBeAtOnce()) {
            tally.fault("half-made", what + ": " + now);
        } else if (outcome == Outcome.ONE_FAMILY) {
            if (plugin.call(pod.environment("CHECK"), pod.input(PORTS)).isSuccess()) {
                tally.fault("one family alone and CHECK passes", what);
            }
        } else if (answers(world.nodeV4()) != (outcome == Outcome.WHOLE) || answers(world.nodeV6()) != (outcome == Outcome.WHOLE)) {
            tally.fault("traffic is not as the rules are", what + ": " + outcome);
        }
    }

    /** Who is asked to end can still put back. */
    private boolean mustBeAtOnce() {
        return candidate.changesFamiliesAtOnce() || signal == PluginProcess.Signal.TERM;
    }

    /** Kills it when it is done with IPv4 and about to change IPv6, once for each command and each way to go on. */
    Tally runBetweenFamilies(DeadlyTool tool) {
        prepare();
        Map<String, String> path = Map.of("PATH", tool.folder() + ":" + System.getenv("PATH"));
        for (String command : List.of("ADD", "DEL")) {
            for (int way = 0; way < WAYS_TO_GO_ON; way++) {
                succeed(command.equals("ADD") ? "DEL" : "ADD", pod, PORTS);
                Map<String, String> environment = new HashMap<>(pod.environment(command));
                environment.putAll(path);
                process.end(signal, environment, pod.input(PORTS), Long.MAX_VALUE);
                judge(command, "killed between the families");
                goOn(way, command + " killed between the families");
            }
        }
        return tally;
    }

    private void prepare() {
        succeed("ADD", stander, STANDING);
        succeed("ADD", pod, PORTS);
        whole = NodeRules.now();
        succeed("DEL", pod, PORTS);
        absent = NodeRules.now();
        backup = IptablesBackup.now();
    }

    /** As a runtime does with a call that died: again, away with it, or by GC; or an operator. */
    private void goOn(int way, String what) {
        switch (way) {
            case 0 -> {
                succeed("ADD", pod, PORTS);
                expect(whole, "ADD after it did not make it whole", what);
            }
            case 1 -> {
                succeed("DEL", pod, PORTS);
                expect(absent, "DEL after it did not clear", what);
            }
            case 2 -> {
                Answer gc = plugin.call(pod.environment("GC"), Pod.gc("standing"));
                if (!gc.isSuccess()) {
                    tally.fault("GC after it failed", what + ": " + gc);
                }
                expect(absent, "GC after it did not clear", what);
            }
            default -> {
                try (HostPorts hostPorts = HostPorts.open(BackendOptions.named(candidate.name()))) {
                    new Reconciler(hostPorts).reconcile(List.of(request()));
                }
                expect(whole, "reconcile after it did not make it whole", what);
            }
        }
    }

    private void expect(NodeRules expected, String fault, String what) {
        NodeRules now = NodeRules.now();
        if (!now.equals(expected)) {
            tally.fault(fault, what + ": " + now);
            backup.restore();
        }
    }

    private void succeed(String command, Pod of, List<Port> ports) {
        Answer answer = plugin.call(of.environment(command), of.input(ports));
        if (!answer.isSuccess()) {
            tally.fault(command + " after it failed", answer);
        }
    }

    private boolean answers(InetAddress address) {
        return Client.in(world.client()).ask(Protocol.TCP, address, PORT) instanceof io.hostport4j.testkit.traffic.Answer answer
                && answer.server().equals(victim.id());
    }

    private HostPortRequest request() {
        return new HostPortRequest(new AttachmentId(Pod.NETWORK, victim.id(), victim.ifName()),
                List.of(new ContainerAddress(victim.v4(), 24), new ContainerAddress(victim.v6(), 64)),
                List.of(PortMapping.tcp(PORT, 80), PortMapping.tcp(PORT + 1, 80), PortMapping.udp(PORT, 80),
                        PortMapping.tcp(PORT + 2, 80).on(world.nodeV4())));
    }

    private Container served(String id) {
        Container container = world.start(id, world.podNetwork());
        world.serve(container, 80);
        return container;
    }
}
