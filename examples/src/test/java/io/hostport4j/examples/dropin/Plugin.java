package io.hostport4j.examples.dropin;

import io.hostport4j.cni.plugin.NetnsIdentity;
import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A portmap plugin, whoever made it. */
interface Plugin {

    /** The reference that Debian packages (1.1.1): it knows iptables alone. */
    Plugin REFERENCE = binary(Path.of("/usr/lib/cni/portmap"));

    /** Ours, in this JVM for speed. */
    Plugin OURS = (command, call) -> inProcess(command, call, Optional.empty());

    /** Ours, as it is installed. */
    Plugin OURS_INSTALLED = binary(Distribution.portmap());

    /** Ours, on a node whose administrator chose a backend. */
    static Plugin ours(String nodesBackend) {
        return (command, call) -> inProcess(command, call, Optional.of(nodesBackend));
    }

    Execution run(String command, Call call);

    default String add(Call call) {
        return run("ADD", call).orThrow().stdout();
    }

    default void delete(Call call) {
        run("DEL", call).orThrow();
    }

    default void check(Call call) {
        run("CHECK", call).orThrow();
    }

    private static Plugin binary(Path file) {
        return (command, call) -> new ProcessRun(List.of(file.toString()), call.environment(command), call.json(), Duration.ofSeconds(60)).execute();
    }

    private static Execution inProcess(String command, Call call, Optional<String> nodesBackend) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        PluginMain main = new PluginMain(call.environment(command), new ByteArrayInputStream(call.json().getBytes(StandardCharsets.UTF_8)),
                new PrintStream(stdout, true, StandardCharsets.UTF_8), new PrintStream(stderr, true, StandardCharsets.UTF_8),
                NetnsIdentity.ofThisThread());
        int exitCode = main.run(new PortMapPlugin(HostPorts::open, nodesBackend, () -> "test"));
        return new Execution(List.of("portmap", command, call.toString()), exitCode, stdout.toString(StandardCharsets.UTF_8),
                stderr.toString(StandardCharsets.UTF_8));
    }
}
