package io.hostport4j.bench.memory;

import io.hostport4j.bench.Recorder;
import io.hostport4j.bench.Samples;
import io.hostport4j.bench.calls.AgentCalls;
import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.bench.node.Jdk;
import io.hostport4j.bench.node.Mappings;
import io.hostport4j.bench.node.Node;
import io.hostport4j.bench.node.Shape;
import io.hostport4j.testkit.NetNamespace;

/** The agent on a node with many mappings, before its first call and after some. */
record AgentMemory(Recorder recorder, int mappings) {
    private static final int CALLS = 200;
    private static final int BURST = 30;

    void measure() {
        NetNamespace node = Node.create("resident");
        Shape.TABLE.fill(node, Mappings.others(mappings));
        for (Jdk jdk : Jdk.installed()) {
            try (AgentProcess agent = AgentProcess.start(node, jdk.home())) {
                record(jdk, agent, "when it is ready");
                AgentCalls.make(node, agent, CALLS);
                record(jdk, agent, "after " + CALLS + " times ADD, CHECK and DEL");
                AgentCalls.makeAtOnce(node, agent, BURST);
                record(jdk, agent, "after " + BURST + " times sixteen ADDs and DELs at once");
            }
        }
    }

    private void record(Jdk jdk, AgentProcess agent, String when) {
        Samples samples = new Samples();
        samples.add(Resident.mebibytes(agent.process().pid()));
        recorder.add(samples.figure("agent, JDK " + jdk.major(), when, 1, mappings, "MiB"));
    }
}
