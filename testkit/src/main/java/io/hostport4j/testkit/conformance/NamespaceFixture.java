package io.hostport4j.testkit.conformance;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The test JVM's own network namespace as a node: the bridge pods0 with 10.0.0.1/24 and fd00::1/64 towards the containers, and the
 * addresses 192.0.2.1, 192.0.2.2, 2001:db8::1 and 2001:db8::2 that forwards can be on.
 *
 * <p>Tests that use it carry {@code RequiresNamespaces}, and {@code RequiresTools} for {@code ip} and the tools of the rule set; a
 * {@link HostNetworkProvider} is on their class path.
 */
public final class NamespaceFixture implements BackendFixture {
    private static final List<String> ADDRESSES = List.of("10.0.0.1/24", "fd00::1/64", "192.0.2.1/32", "192.0.2.2/32",
            "2001:db8::1/128", "2001:db8::2/128");
    private static final String MARK_CHAIN = "KUBE-MARK-MASQ";

    private final BackendProvider provider;
    private final Set<Capability> capabilities;
    private final Ruleset ruleset;
    private final List<Damage> damages = new ArrayList<>();
    private Optional<Consumer<HostPort>> obstruction = Optional.empty();
    private boolean listsInterfaces = true;
    private boolean ownsItsObjects = true;

    private NamespaceFixture(BackendProvider provider, Set<Capability> capabilities, Ruleset ruleset) {
        this.provider = provider;
        this.capabilities = Set.copyOf(capabilities);
        this.ruleset = ruleset;
    }

    /**
     * Furnishes the node.
     *
     * @param capabilities what the backend is known to be able to do here
     * @param ruleset where it keeps what it keeps
     */
    public static NamespaceFixture of(BackendProvider provider, Set<Capability> capabilities, Ruleset ruleset) {
        run("ip", "link", "add", "pods0", "type", "bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        run("ip", "link", "add", "port0", "master", "pods0", "type", "veth", "peer", "name", "port1");
        for (String address : ADDRESSES) {
            List<String> command = new ArrayList<>(List.of("ip", "addr", "add", address, "dev", "pods0"));
            if (address.contains(":")) {
                // Else an address could not be used until duplicates of it were looked for.
                command.add("nodad");
            }
            run(command.toArray(String[]::new));
        }
        run("ip", "link", "set", "pods0", "up");
        return new NamespaceFixture(provider, capabilities, ruleset);
    }

    /** What can go wrong: each a line for the shell, e.g. {@code nft flush chain inet hostport guard}. */
    public NamespaceFixture damagedBy(String... lines) {
        for (String line : lines) {
            damages.add(new Damage(line, () -> shell(line)));
        }
        return this;
    }

    /** How the node is made to refuse a forward at a host port. */
    public NamespaceFixture obstructedBy(Consumer<HostPort> refusing) {
        obstruction = Optional.of(refusing);
        return this;
    }

    /** For backends whose lists leave out the interface of an owner. */
    public NamespaceFixture listingNoInterfaces() {
        listsInterfaces = false;
        return this;
    }

    /** For backends whose objects around forwards are other programs' too. */
    public NamespaceFixture sharingItsObjects() {
        ownsItsObjects = false;
        return this;
    }

    @Override
    public BackendProvider provider() {
        return provider;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public HostNetwork openNetwork() {
        return ServiceLoader.load(HostNetworkProvider.class).findFirst()
                .orElseThrow(() -> new IllegalStateException("no HostNetworkProvider is on the class path; add hostport4j-netlink"))
                .open();
    }

    @Override
    public String state() {
        return ruleset.text();
    }

    @Override
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    @Override
    public boolean obstruct(HostPort hostPort) {
        obstruction.ifPresent(refusing -> refusing.accept(hostPort));
        return obstruction.isPresent();
    }

    @Override
    public boolean listsInterfaces() {
        return listsInterfaces;
    }

    @Override
    public boolean ownsItsObjects() {
        return ownsItsObjects;
    }

    @Override
    public Mark.Chain externalMarkChain() {
        for (String tool : ruleset.iptables()) {
            run(tool, "-t", "nat", "-N", MARK_CHAIN);
        }
        return new Mark.Chain(MARK_CHAIN);
    }

    @Override
    public boolean onAnotherNode(Runnable work) {
        try (NetNamespace other = NetNamespace.create("another")) {
            return other.call(() -> {
                work.run();
                return true;
            });
        }
    }

    @Override
    public void close() {
        ruleset.flush();
        run("ip", "link", "delete", "pods0");
        run("ip", "link", "delete", "port0");
    }

    /** Runs a line of the shell. */
    public static void shell(String line) {
        new ProcessRun(List.of("sh", "-ec", line), Map.of(), "", Duration.ofSeconds(30)).execute().orThrow();
    }

    private static void run(String... command) {
        ProcessRun.of(command).execute().orThrow();
    }
}
