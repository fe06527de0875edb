package io.hostport4j.examples.agent;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.examples.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The agent's process: from the socket to the end by a signal. */
public final class Agent {
    /** Nobody sets this clock. */
    private static final InstantSource STEADY = () -> Instant.EPOCH.plusNanos(System.nanoTime());
    /** As long as the longest of the usual calls, and what is put back for it. */
    private static final long END_SECONDS = 40;

    private final Map<String, String> environment;
    private final Consumer<String> news;

    /**
     * @param environment of this process
     * @param news is told what people shall know
     */
    public Agent(Map<String, String> environment, Consumer<String> news) {
        this.environment = Map.copyOf(environment);
        this.news = news;
    }

    /**
     * Serves until a signal ends the process. Standard error of the process is divided among the callers.
     *
     * @param path where to listen, unless the service manager does
     * @throws IOException when nothing can be served
     * @throws IllegalStateException when another agent serves there
     */
    public void serve(Path path) throws IOException {
        CallerErrors errors = new CallerErrors(System.err);
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        Engines engines = new Engines(HostPorts::open, STEADY);
        PluginCalls plugin = new PluginCalls(engines, errors, Version.text());
        Optional<AgentSocket> inherited = AgentSocket.inherited();
        CountDownLatch ended = new CountDownLatch(1);
        try (AgentSocket socket = inherited.isPresent() ? inherited.get() : AgentSocket.bind(path)) {
            AgentServer server = new AgentServer(socket.channel(), plugin, engines::renew, STEADY);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.end();
                await(ended);
            }, "end"));
            String status = "serving on " + (inherited.isPresent() ? "the service manager's socket" : path) + ", " + backend(engines);
            new ServiceManager(environment).ready(status);
            news.accept(status);
            server.run();
        } finally {
            engines.close();
            ended.countDown();
        }
    }

    /** Has an engine open before the first call asks for one; whatever keeps it from that, each call is told of it. */
    private static String backend(Engines engines) {
        try {
            return "backend " + engines.with(BackendOptions.DEFAULT, HostPorts::backend);
        } catch (HostPortException e) {
            return "without a backend so far: " + e.getMessage();
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
