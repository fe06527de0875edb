package io.hostport4j.examples.agent;

import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.testkit.ProcessRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code hostport agent} as a service manager starts it. */
final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private AgentProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Ready to be called. */
    static AgentProcess start(Path socket, Map<String, String> environment) {
        AgentProcess agent = of(List.of(Distribution.hostport().toString(), "agent", "--socket", socket.toString()), environment);
        agent.awaitLine("serving on " + socket);
        return agent;
    }

    static AgentProcess of(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", Jdk.ofThisJvm().home().toString());
        builder.environment().putAll(environment);
        try {
            return new AgentProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to a line with this beginning. */
    void awaitLine(String beginning) {
        StringBuilder before = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(beginning)) {
                    return;
                }
                before.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the agent ended without \"" + beginning + "\": " + before);
    }

    /** As kill -9 does; tools that it had started go after it, so that it hears nothing of that. */
    void kill() {
        List<ProcessHandle> tools = process.descendants().toList();
        process.destroyForcibly();
        join();
        tools.forEach(ProcessHandle::destroyForcibly);
    }

    /** As a service manager does; the exit status. */
    int end() {
        process.destroy();
        return join();
    }

    /** As kill -NAME does. */
    void signal(String name) {
        ProcessRun.of("kill", "-" + name, Long.toString(process.pid())).execute().orThrow();
    }

    int join() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
