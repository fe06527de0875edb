package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.bench.node.Jdk;
import io.hostport4j.testkit.NetNamespace;

/** The resident agent of a node, called by the shim that a runtime starts as the plugin. */
record Agent(Jdk jdk) implements Contender {
    /** Calls of each verb before any that counts: an agent stays, and its JVM compiles what is called some tens of times. */
    private static final int WARM_UP = 100;

    @Override
    public String name() {
        return "agent, JDK " + jdk.major();
    }

    @Override
    public Calls on(NetNamespace node) {
        AgentProcess agent = AgentProcess.start(node, jdk.home());
        AgentCalls.make(node, agent, WARM_UP);
        Calls calls = new Binary(name(), AgentProcess.shim(), agent.environment(), "", Binary.Checks.MUST_SUCCEED).on(node);
        return new Calls() {
            @Override
            public void add(int ports) {
                calls.add(ports);
            }

            @Override
            public void check(int ports) {
                calls.check(ports);
            }

            @Override
            public void remove(int ports) {
                calls.remove(ports);
            }

            @Override
            public void close() {
                agent.close();
            }
        };
    }
}
