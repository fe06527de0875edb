package io.hostport4j.examples.agent;

import io.hostport4j.cni.plugin.NetnsIdentity;
import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.HostPortsSource;
import io.hostport4j.core.cni.PortMapPlugin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Serves calls as the plugin's binary does, with the same code, on engines that are open already. */
public final class PluginCalls {
    private final HostPortsSource engines;
    private final CallerErrors errors;
    private final String version;

    /**
     * @param engines shared by all calls
     * @param errors what {@link System#err} writes to
     * @param version of the plugin, for people to read
     */
    public PluginCalls(HostPortsSource engines, CallerErrors errors, String version) {
        this.engines = engines;
        this.errors = errors;
        this.version = version;
    }

    /**
     * Serves a call in the calling thread.
     *
     * @param begins hears how long the operation may take, before it begins
     */
    Answer serve(ShimCall call, Consumer<Duration> begins) {
        HostPortsSource announced = new HostPortsSource() {
            @Override
            public <T> T with(BackendOptions options, Function<HostPorts, T> work) {
                begins.accept(options.deadline());
                return engines.with(options, work);
            }
        };
        Optional<String> nodesBackend = Optional.ofNullable(call.environment().get("HOSTPORT_BACKEND")).filter(name -> !name.isEmpty());
        PortMapPlugin plugin = new PortMapPlugin(announced, nodesBackend, () -> version);
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        PluginMain main = new PluginMain(call.environment(), new ByteArrayInputStream(call.stdin()),
                new PrintStream(stdout, true, StandardCharsets.UTF_8), new PrintStream(stderr, true, StandardCharsets.UTF_8),
                NetnsIdentity.ofThisThread());
        int status = errors.during(stderr, () -> main.run(plugin));
        return new Answer(status, stderr.toByteArray(), stdout.toByteArray());
    }
}
