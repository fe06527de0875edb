package io.hostport4j.examples.portmap;

import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.cni.PortMapPlugin;
import io.hostport4j.examples.Version;
import java.util.Optional;

/** The {@code portmap} binary: a container runtime starts it by the CNI protocol. */
public final class PortMapMain {
    private PortMapMain() {}

    /** Ends the process with 0, or with 1 after an error was printed. */
    public static void main(String[] arguments) {
        OrderlyEnd end = new OrderlyEnd(Thread.currentThread());
        end.exit(run(PluginMain.ofProcess(), end));
    }

    static int run(PluginMain main, OrderlyEnd end) {
        Optional<String> nodesBackend = Optional.ofNullable(System.getenv("HOSTPORT_BACKEND")).filter(name -> !name.isEmpty());
        return main.run(new PortMapPlugin(options -> {
            end.begin();
            return HostPorts.open(options);
        }, nodesBackend, Version.text()));
    }
}
