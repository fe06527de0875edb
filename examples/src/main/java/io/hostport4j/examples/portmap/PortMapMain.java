package io.hostport4j.examples.portmap;

import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.examples.Version;
import java.util.Optional;
import java.util.function.Function;

/** The {@code portmap} binary: a container runtime starts it by the CNI protocol. */
public final class PortMapMain {
    private PortMapMain() {}

    /** Ends the process with 0, or with 1 after an error was printed. */
    public static void main(String[] arguments) {
        OrderlyEnd end = new OrderlyEnd(Thread.currentThread());
        Function<BackendOptions, HostPorts> opener =
                EarlyOpening.forCommand(System.getenv().getOrDefault("CNI_COMMAND", ""), nodesBackend());
        end.exit(run(PluginMain.ofProcess(), end, opener));
    }

    static int run(PluginMain main, OrderlyEnd end, Function<BackendOptions, HostPorts> opener) {
        return main.run(new PortMapPlugin(options -> {
            end.begin();
            return opener.apply(options);
        }, nodesBackend(), Version::text));
    }

    private static Optional<String> nodesBackend() {
        return Optional.ofNullable(System.getenv("HOSTPORT_BACKEND")).filter(name -> !name.isEmpty());
    }
}
