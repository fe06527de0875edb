package io.hostport4j.bench.calls;

import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The resident agent of a node, and the shim that a runtime starts as the plugin. */
record Agent(Path home, Jdk jdk) implements Contender {
    private static final String SOCKET_VARIABLE = "HOSTPORT_AGENT_SOCKET";
    private static final long READY = Duration.ofSeconds(30).toNanos();

    @Override
    public String name() {
        return "agent, JDK " + jdk.major();
    }

    Path shim() {
        return home.resolve("bin/portmap-shim");
    }

    @Override
    public Calls on(NetNamespace node) {
        Path socket = Path.of("/run", node.name() + ".sock");
        Process agent = node.call(() -> start(socket));
        Calls calls = new Binary(name(), shim(), Map.of(SOCKET_VARIABLE, socket.toString()), "", Binary.Checks.MUST_SUCCEED).on(node);
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
                agent.destroy();
                agent.onExit().join();
            }
        };
    }

    private Process start(Path socket) {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/hostport").toString(), "agent", "--socket", socket.toString());
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        try {
            Process agent = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            long start = System.nanoTime();
            while (!Files.exists(socket)) {
                if (!agent.isAlive() || System.nanoTime() - start > READY) {
                    agent.destroy();
                    throw new IllegalStateException("the agent did not make " + socket);
                }
                Thread.onSpinWait();
            }
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
