package io.hostport4j.bench.calls;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.Turns;
import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.bench.node.Jdk;
import io.hostport4j.bench.node.Nodes;
import io.hostport4j.bench.node.Shape;
import io.hostport4j.testkit.NetNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sixteen calls at once, as a node makes them that starts: a process for each, from its start to its end. */
public final class Callers {
    static final int CALLERS = 16;
    private static final int STANDING = 1;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 60;
    /** The reference needs three seconds for one. */
    private static final int ROUNDS_OF_REFERENCE = 3;

    private Callers() {}

    /** Some forty seconds. */
    public static void run(Recorder recorder) {
        if (!AtOnce.isBuilt() || !AgentProcess.isBuilt()) {
            recorder.note("Not measured: there is no C compiler for the shim and for what starts calls at once.");
            return;
        }
        Nodes nodes = new Nodes();
        NetNamespace node = nodes.with(Shape.TABLE, STANDING);
        List<AtOnce> entrants = new ArrayList<>();
        List<AgentProcess> agents = new ArrayList<>();
        try (Inputs inputs = Inputs.of(CALLERS)) {
            entrants.add(new AtOnce("/bin/true", Path.of("/bin/true"), Map.of(), node, inputs, Integer.MAX_VALUE));
            Reference.plugin().ifPresent(plugin -> entrants.add(new AtOnce(Reference.NAME, plugin, Map.of(),
                    nodes.with(Shape.REFERENCE_IPTABLES, STANDING), inputs, ROUNDS_OF_REFERENCE)));
            for (Jdk jdk : Jdk.installed()) {
                AgentProcess agent = AgentProcess.start(node, jdk.home());
                agents.add(agent);
                entrants.add(new AtOnce("agent, JDK " + jdk.major(), AgentProcess.shim(), agent.environment(), node, inputs, Integer.MAX_VALUE));
            }
            List<Map<String, Samples>> samples = new Turns(WARM_UP, ROUNDS, recorder.share(1)).run(entrants);
            for (int i = 0; i < entrants.size(); i++) {
                String name = entrants.get(i).name();
                samples.get(i).forEach((what, values) -> recorder.add(values.figure(name, what, 1, STANDING, "ms")));
            }
        } finally {
            agents.forEach(AgentProcess::close);
        }
    }
}
