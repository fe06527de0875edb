package io.hostport4j.bench.calls;

import io.hostport4j.bench.node.AgentProcess;
import io.hostport4j.testkit.NetNamespace;
import java.util.List;

/** Calls of an agent for others than who measures their time. */
public final class AgentCalls {
    private AgentCalls() {}

    /** ADD, CHECK and DEL of one port, so many times. */
    public static void make(NetNamespace node, AgentProcess agent, int times) {
        node.call(() -> {
            for (int i = 0; i < times; i++) {
                for (String command : List.of("ADD", "CHECK", "DEL")) {
                    new PluginCall(AgentProcess.shim(), command, agent.environment(), "", 1).run().orThrow();
                }
            }
            return null;
        });
    }

    /** Sixteen ADDs at once and sixteen DELs, so many times; not at all without what starts them. */
    public static void makeAtOnce(NetNamespace node, AgentProcess agent, int times) {
        try (Inputs inputs = Inputs.of(Callers.CALLERS)) {
            AtOnce calls = new AtOnce("agent", AgentProcess.shim(), agent.environment(), node, inputs, times);
            for (int i = 0; i < times && AtOnce.isBuilt(); i++) {
                calls.take((what, value) -> { });
            }
        }
    }
}
