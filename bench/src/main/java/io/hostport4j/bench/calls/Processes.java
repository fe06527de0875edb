package io.hostport4j.bench.calls;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.calls.Situation.Limit;
import io.hostport4j.bench.calls.Situation.Side;
import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.bench.node.Jdk;
import io.hostport4j.bench.node.Nodes;
import io.hostport4j.bench.node.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plugins as a runtime calls them: a process a call, from its start to its end. */
public final class Processes {
    private static final Path COLD = Path.of("examples/target/hostport4j/bin/portmap").toAbsolutePath();
    private static final int ROUNDS = 20;
    /** Of the backends that are not the usual one. */
    private static final int ROUNDS_OF_OTHERS = 10;
    /** Each with its share of the whole. */
    private static final Map<Situation, Double> SITUATIONS = situations();

    private Processes() {}

    /** Some six minutes. */
    public static void run(Recorder recorder) {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side(new Binary("/bin/true", Path.of("/bin/true"), Map.of(), "", Binary.Checks.MUST_SUCCEED), Shape.TABLE, Limit.NONE));
        List<Side> reference = Reference.side(Processes::roundsOfReference);
        if (reference.isEmpty()) {
            recorder.note("The reference plugin is not installed.");
        }
        sides.addAll(reference);
        List<Jdk> jdks = Jdk.installed();
        for (Jdk jdk : jdks) {
            sides.add(new Side(cold("cold binary, JDK " + jdk.major(), jdk, ""), Shape.TABLE, Limit.NONE));
        }
        Jdk newest = jdks.get(jdks.size() - 1);
        Limit alone = (ports, standing) -> standing == 1 && ports != 20 ? ROUNDS_OF_OTHERS : 0;
        for (String backend : List.of("iptables", "nftables")) {
            sides.add(new Side(cold("cold binary, JDK " + newest.major() + ", " + backend, newest, "\"backend\": \"" + backend + "\", "),
                    backend.equals("iptables") ? Shape.IPTABLES : Shape.TABLE, alone));
        }
        if (AgentProcess.isBuilt()) {
            sides.add(new Side(new Agent(newest), Shape.TABLE, Limit.NONE));
        } else {
            recorder.note("The resident agent was left out: the distribution was built without the shim, " + AgentProcess.shim().getFileName() + ".");
        }
        Nodes nodes = new Nodes();
        SITUATIONS.forEach((situation, share) -> situation.measure(sides, nodes, recorder.share(share), recorder));
        recorder.note("The reference was given 500 ports once, since ADD, CHECK and DEL of them take it a minute, and five rounds beside 10,000.");
    }

    private static int roundsOfReference(int ports, int standing) {
        if (ports == 500) {
            return 1;
        }
        return standing == 10_000 ? 5 : Integer.MAX_VALUE;
    }

    private static Map<Situation, Double> situations() {
        Map<Situation, Double> situations = new LinkedHashMap<>();
        situations.put(new Situation(1, 1, ROUNDS), 0.22);
        situations.put(new Situation(20, 1, ROUNDS), 0.15);
        situations.put(new Situation(500, 1, ROUNDS), 0.35);
        situations.put(new Situation(1, 1_000, ROUNDS), 0.14);
        situations.put(new Situation(1, 10_000, ROUNDS), 0.14);
        return situations;
    }

    private static Binary cold(String name, Jdk jdk, String settings) {
        return new Binary(name, COLD, Map.of("JAVA_HOME", jdk.home().toString()), settings, Binary.Checks.MUST_SUCCEED);
    }
}
