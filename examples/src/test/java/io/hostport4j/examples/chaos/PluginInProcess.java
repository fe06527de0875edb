package io.hostport4j.examples.chaos;

import io.hostport4j.cni.plugin.NetnsIdentity;
import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The plugin from its main entry on, without a process: each call opens and closes the engine as a process would. */
record PluginInProcess(Function<BackendOptions, HostPorts> engine) implements Plugin {

    static PluginInProcess onTheKernel() {
        return new PluginInProcess(HostPorts::open);
    }

    @Override
    public Answer call(Map<String, String> environment, byte[] stdin) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        PluginMain main = new PluginMain(environment, new ByteArrayInputStream(stdin), new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8), NetnsIdentity.ofThisThread());
        int exitCode = main.run(new PortMapPlugin(engine, Optional.empty(), () -> "chaos"));
        return new Answer(exitCode, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }
}
