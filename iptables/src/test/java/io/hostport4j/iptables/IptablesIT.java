package io.hostport4j.iptables;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.tool.ProcessTools;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.netlink.backend.NodeNetworkProvider;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The test JVM's namespace as a node with the bridge pods0, 10.0.0.1/24 and fd00::1/64, and no rules of either flavour. */
@RequiresNamespaces
@RequiresTools({"ip", "nft", "iptables-nft", "iptables-legacy"})
abstract class IptablesIT {
    static final Tools TOOLS = new ProcessTools(System.getenv("PATH"));

    @BeforeEach
    void furnish() {
        run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        run("ip", "addr", "add", "10.0.0.1/24", "dev", "pods0");
        run("ip", "addr", "add", "fd00::1/64", "dev", "pods0", "nodad");
        run("ip", "link", "set", "pods0", "up");
    }

    @AfterEach
    void clear() {
        flush();
        run("ip", "link", "delete", "pods0");
        run("ip", "link", "delete", "port0");
    }

    /** Removes all rules and chains. */
    static void flush() {
        run("nft", "flush", "ruleset");
        for (Family family : Family.values()) {
            String legacy = Flavour.LEGACY.program(family);
            run(legacy, "-t", "nat", "-F");
            run(legacy, "-t", "nat", "-X");
            run(legacy, "-t", Guard.of(family).table(), "-F");
            run(legacy, "-t", Guard.of(family).table(), "-X");
        }
    }

    static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }

    /** Runs a script of iptables-restore. */
    static void restore(Flavour flavour, Family family, String... lines) {
        String script = "*nat\n" + String.join("\n", lines) + "\nCOMMIT\n";
        new ProcessRun(List.of(flavour.program(family) + "-restore", "--noflush"), Map.of(), script, Duration.ofSeconds(30)).execute().orThrow();
    }

    /** The nat tables of both families as they are saved, without comments and without counts of packets, which come from anywhere. */
    static List<String> saved(Flavour flavour) {
        return (saved(flavour, Family.IPV4) + saved(flavour, Family.IPV6)).lines().toList();
    }

    static String saved(Flavour flavour, Family family) {
        return run(flavour.program(family) + "-save", "-t", "nat").replaceAll("(?m)^#.*\n", "").replaceAll("(?m)\\[\\d+:\\d+]$", "[0:0]");
    }

    static BackendProvider provider(Flavour flavour, Tools tools) {
        return new IptablesBackendProvider(tools, Path.of("/proc/thread-self"), Optional.of(flavour), Path.of(IptablesBackendProvider.LOCK_FILE));
    }

    static HostPorts open(Flavour flavour) {
        return open(flavour, TOOLS, Mark.DEFAULT);
    }

    static HostPorts open(Flavour flavour, Tools tools, Mark mark) {
        return open(flavour, tools, mark, new OperationTime());
    }

    static HostPorts open(Flavour flavour, Tools tools, Mark mark, OperationTime time) {
        BackendProvider provider = provider(flavour, tools);
        HostNetwork network = new NodeNetworkProvider().open();
        Probe.Usable probe = (Probe.Usable) provider.probe();
        OpenedBackend backend = new OpenedBackend(flavour.toString(), probe.capabilities(), provider.open(new Settings(network, mark, time)));
        return new HostPorts(backend, List.of(), network, time);
    }

    /** What another process would do: an engine that is closed again. */
    static void with(Flavour flavour, Consumer<HostPorts> work) {
        try (HostPorts hostPorts = open(flavour)) {
            work.accept(hostPorts);
        }
    }
}
