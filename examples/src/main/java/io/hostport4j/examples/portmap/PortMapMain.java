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
        Optional<String> nodesBackend = Optional.ofNullable(System.getenv("HOSTPORT_BACKEND")).filter(name -> !name.isEmpty());
        OrderlyEnd end = new OrderlyEnd(Thread.currentThread());
        PortMapPlugin plugin = new PortMapPlugin(options -> {
            end.begin();
            return HostPorts.open(options);
        }, nodesBackend, Version.text());
        end.exit(PluginMain.ofProcess().run(plugin));
    }
}
