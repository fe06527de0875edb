package io.hostport4j.examples.agent;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.HostPortsSource;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's process: from the socket to the end by a signal. */
public final class Agent {
    /** Nobody sets this clock. */
    private static final InstantSource STEADY = () -> Instant.EPOCH.plusNanos(System.nanoTime());
    /** As long as the longest of the usual calls, and what is put back for it. */
    private static final long END_SECONDS = 40;
    private static final long RENEWAL_SECONDS = 1;
    /** Some calls leave it at 9 MB. */
    private static final long LARGE_HEAP = 12 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

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
        Engines engines = new Engines(HostPorts::open, Practice::rehearse, STEADY);
        PluginCalls plugin = new PluginCalls(engines, errors, Version.text());
        Optional<AgentSocket> inherited = AgentSocket.inherited();
        ScheduledExecutorService housekeeper = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch ended = new CountDownLatch(1);
        try (AgentSocket socket = inherited.isPresent() ? inherited.get() : AgentSocket.bind(path)) {
            AgentServer server = new AgentServer(socket.channel(), plugin, STEADY);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.end();
                await(ended);
            }, "end"));
            String status = "serving on " + (inherited.isPresent() ? "the service manager's socket" : path);
            new ServiceManager(environment).ready(status);
            news.accept(status);
            rehearse(engines, new PluginCalls(HostPortsSource.opening(HostPorts::open), errors, Version.text()));
            housekeeper.scheduleWithFixedDelay(() -> keepHouse(engines), RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
            server.run();
        } finally {
            housekeeper.shutdown();
            engines.close();
            ended.countDown();
        }
    }

    /**
     * The garbage of a burst goes with its engines: Java 25 would let it stay in the memory of the process for good. Not after each few calls:
     * compiled code is several times slower when it first runs after such a collection, and the next call would be that first run.
     */
    private static void keepHouse(Engines engines) {
        if (engines.renew() && Runtime.getRuntime().totalMemory() > LARGE_HEAP) {
            System.gc();
        }
    }

    /**
     * Opens, beside the first calls, the engine that they need, then practises on engines of its own. What is in the way of calls, each of them
     * is told too. Not by a STATUS, which reads all mappings of the node: the memory for 10,000 would be the process's from its start.
     */
    private static void rehearse(Engines engines, PluginCalls apart) throws IOException {
        Practice practice = new Practice(Namespaces.ofThisProcess());
        Thread thread = new Thread(() -> {
            try {
                engines.with(BackendOptions.DEFAULT, engine -> {
                    Practice.rehearse(engine);
                    return engine;
                });
                practice.run(apart);
            } catch (HostPortException e) {
                LOG.warn("as it is now, calls would fail: {}", e.getMessage());
            }
        }, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
