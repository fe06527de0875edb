package io.hostport4j.cni.runtime;

import io.hostport4j.cni.plugin.CniPlugin;
import io.hostport4j.cni.plugin.NetnsIdentity;
import io.hostport4j.cni.plugin.PluginMain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Plugins that are Java objects in this JVM, which spares the start of a process; every other plugin is left to another invoker.
 *
 * <p>A plugin sees exactly what its own program would see: the variables of the call, a request on its standard input, an answer
 * that is JSON. It runs on a thread of its own, in the network namespace of the calling thread. To end it means to interrupt that
 * thread: unlike a process, a plugin that does not care about interrupts goes on.
 */
public final class InProcessInvoker implements PluginInvoker {

    /** How long a plugin that was interrupted may take to clean up. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, CniPlugin> plugins;
    private final PluginInvoker others;

    /**
     * Plugins by type, and where all others are.
     *
     * @param plugins plugins that many threads may call at once
     * @param others called for every other type; its path is what plugins get as CNI_PATH
     */
    public InProcessInvoker(Map<String, CniPlugin> plugins, PluginInvoker others) {
        this.plugins = Map.copyOf(plugins);
        this.others = Objects.requireNonNull(others, "others");
    }

    @Override
    public PluginAnswer invoke(PluginInvocation call, Duration limit) {
        CniPlugin plugin = plugins.get(call.type());
        return plugin == null ? others.invoke(call, limit) : run(plugin, call, Deadline.in(limit));
    }

    @Override
    public void require(String type) {
        if (!plugins.containsKey(type)) {
            others.require(type);
        }
    }

    @Override
    public String path() {
        return others.path();
    }

    private static PluginAnswer run(CniPlugin plugin, PluginInvocation call, Deadline deadline) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        PluginMain main = new PluginMain(
                call.environment(),
                new ByteArrayInputStream(call.stdin().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(stdout, false, StandardCharsets.UTF_8),
                new PrintStream(stderr, false, StandardCharsets.UTF_8),
                NetnsIdentity.ofThisThread());
        int[] exitCode = new int[1];
        Thread thread = OutputReader.daemon(call.type(), () -> exitCode[0] = main.run(plugin));
        try {
            thread.join(Math.max(1, deadline.remaining().toMillis()));
            if (thread.isAlive()) {
                throw PluginProcess.timedOut(deadline, end(thread));
            }
        } catch (InterruptedException e) {
            String left = end(thread);
            Thread.currentThread().interrupt();
            throw PluginProcess.interrupted(e, left);
        }
        return new PluginAnswer(exitCode[0], stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    private static String end(Thread thread) {
        thread.interrupt();
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        return thread.isAlive() ? ", but still runs on thread \"" + thread.getName() + "\"" : "";
    }
}
