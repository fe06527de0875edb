package io.hostport4j.bench.node;

import io.hostport4j.testkit.NetNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A resident agent, ready for calls on one node.
 *
 * @param socket where it takes them
 */
public record AgentProcess(Process process, Path socket) implements AutoCloseable {
    private static final Path HOME = Path.of("examples/target/hostport4j").toAbsolutePath();
    /** Empty when it is turned off: then the shim starts the cold binary. */
    private static final String SOCKET_VARIABLE = "HOSTPORT_AGENT_SOCKET";

    /** The plugin of a node with an agent; it is not there when the distribution was built without a C compiler. */
    public static Path shim() {
        return HOME.resolve("lib/portmap-shim");
    }

    /** Whether there is one to start. */
    public static boolean isBuilt() {
        return Files.isExecutable(shim());
    }

    /** Comes back when it serves. */
    public static AgentProcess start(NetNamespace node, Path javaHome) {
        Path socket = Path.of("/run", node.name() + "-" + javaHome.getFileName() + ".sock");
        return new AgentProcess(node.call(() -> ready(socket, javaHome)), socket);
    }

    /** What a call by the shim has in its environment. */
    public Map<String, String> environment() {
        return Map.of(SOCKET_VARIABLE, socket.toString());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Process ready(Path socket, Path javaHome) {
        ProcessBuilder builder = new ProcessBuilder(HOME.resolve("bin/hostport").toString(), "agent", "--socket", socket.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        try {
            Process agent = builder.redirectErrorStream(true).start();
            BufferedReader lines = agent.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("serving on")) {
                    return agent;
                }
            }
            throw new IllegalStateException("the agent ended with " + agent.onExit().join().exitValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
