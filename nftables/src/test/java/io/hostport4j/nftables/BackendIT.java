package io.hostport4j.nftables;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The test JVM's namespace as a node with the bridge pods0, 10.0.0.1/24 and fd00::1/64, and no rules. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
abstract class BackendIT {
    private static final Set<Capability> CAPABILITIES = Set.of(Capability.ADDITIONS, Capability.IPV6, Capability.SCTP,
            Capability.CLIENT_ADDRESS, Capability.CONDITIONS_NFTABLES, Capability.ATOMIC, Capability.LASTING);

    final ObservedTools tools = new ObservedTools();
    HostPorts hostPorts;

    @BeforeEach
    void furnish() {
        run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        run("ip", "addr", "add", "10.0.0.1/24", "dev", "pods0");
        run("ip", "addr", "add", "fd00::1/64", "dev", "pods0", "nodad");
        run("ip", "link", "set", "pods0", "up");
        hostPorts = engine();
    }

    @AfterEach
    void clear() {
        hostPorts.close();
        nft("flush ruleset");
        run("ip", "link", "delete", "pods0");
        run("ip", "link", "delete", "port0");
    }

    /** An engine on the backend with the observed tools, and without other stores. */
    HostPorts engine() {
        HostNetwork network = network();
        return new HostPorts(new OpenedBackend("nftables", CAPABILITIES, backend(network)), List.of(), network, Duration.ofSeconds(20),
                InstantSource.system());
    }

    Backend backend(HostNetwork network) {
        return new NftablesBackendProvider(tools).open(new Settings(network));
    }

    static HostNetwork network() {
        return ServiceLoader.load(HostNetworkProvider.class).findFirst().orElseThrow().open();
    }

    /** What the netlink backend does, in an engine that is closed again. */
    static void byNetlink(Consumer<HostPorts> work) {
        try (HostPorts other = HostPorts.open(BackendOptions.named("netlink"))) {
            work.accept(other);
        }
    }

    static String run(String... command) {
        return ProcessRun.of(command).execute().orThrow().stdout();
    }

    /** Runs an nft script. */
    static String nft(String script) {
        return new ProcessRun(List.of("nft", "-f", "-"), Map.of(), script, Duration.ofSeconds(60)).execute().orThrow().stdout();
    }

    /** The table as nft prints it; empty when it is not there. */
    static String listing() {
        return ProcessRun.of("nft", "list", "table", "inet", "hostport").execute().stdout();
    }

    /** The elements of a set or map, as nft prints them, on one line, without what they counted. */
    static String elements(String name) {
        Matcher matcher = Pattern.compile("\t(?:set|map) " + name + " \\{.*?\n\t}\n", Pattern.DOTALL).matcher(listing());
        if (!matcher.find()) {
            throw new IllegalArgumentException("no set \"" + name + "\" in " + listing());
        }
        Matcher elements = Pattern.compile("elements = \\{ (.*) }\n", Pattern.DOTALL).matcher(matcher.group());
        return elements.find() ? elements.group(1).replaceAll("\\s+", " ").replaceAll(" counter packets \\d+ bytes \\d+", "") : "";
    }

    List<String> listed() {
        return hostPorts.list().stream().map(Object::toString).toList();
    }
}
