package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever takes the rules away, with a watch the same clients reach the same containers again. */
@RequiresWorld
@RequiresTools({"nft", "iptables"})
class WatchTrafficIT {
    private static final int CONTAINERS = 3;
    private static final int FIRST_PORT = 8080;

    @TempDir
    private Path folder;
    private World world;
    private final List<Container> containers = new ArrayList<>();
    private final List<HostPortRequest> desired = new ArrayList<>();
    private final BlockingQueue<Reconciliation> looks = new LinkedBlockingQueue<>();

    @BeforeEach
    void startContainers() {
        world = World.create();
        world.disableBridgeNetfilter();
        for (int i = 0; i < CONTAINERS; i++) {
            Container container = world.start("pod" + i, world.podNetwork());
            world.serve(container, 80);
            containers.add(container);
            desired.add(new HostPortRequest(new AttachmentId("pods", container.id(), "eth0"),
                    List.of(new ContainerAddress(container.v4(), 24), new ContainerAddress(container.v6(), 64)),
                    List.of(PortMapping.tcp(FIRST_PORT + i, 80), PortMapping.udp(FIRST_PORT + i, 80))));
        }
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            netlink  | nft flush ruleset
            netlink  | nft delete table inet hostport
            netlink  | iptables -F; iptables -t nat -F
            netlink  | nft -f reload.nft
            nftables | nft flush ruleset
            nftables | nft delete table inet hostport
            nftables | iptables -F; iptables -t nat -F
            nftables | nft -f reload.nft
            iptables | nft flush ruleset
            iptables | nft delete table ip nat; nft delete table ip6 nat
            iptables | iptables -F; iptables -t nat -F; ip6tables -F; ip6tables -t nat -F
            iptables | nft -f reload.nft
            """)
    void clientsReachTheirContainersAgainAfter(String backend, String damage) throws Exception {
        writeReload();
        try (HostPorts hostPorts = HostPorts.open(BackendOptions.named(backend)); HostPorts other = HostPorts.open(BackendOptions.named(backend))) {
            mendAfter(damage, hostPorts, other);
            desired.forEach(request -> other.remove(request.attachment()));
            assertThat(other.list()).isEmpty();
        }
    }

    private void mendAfter(String damage, HostPorts hostPorts, HostPorts other) throws InterruptedException {
        RulesetWatch watch = hostPorts.watch(() -> desired, looks::add);
        try {
            awaitWhole(other);
            assertAllAnswer();
            for (int times = 0; times < 2; times++) {
                ProcessRun.of("sh", "-c", "cd " + folder + "; " + damage).execute().orThrow();

                awaitWhole(other);
                assertAllAnswer();
            }
        } finally {
            watch.close();
        }
    }

    /** Every report of the watch is a reason to look, and so is some time without one: what others did may have harmed nothing. */
    private void awaitWhole(HostPorts hostPorts) throws InterruptedException {
        for (int tries = 0; tries < 60 && !isWhole(hostPorts); tries++) {
            looks.poll(1, TimeUnit.SECONDS);
        }
        desired.forEach(hostPorts::check);
    }

    private boolean isWhole(HostPorts hostPorts) {
        try {
            desired.forEach(hostPorts::check);
            return true;
        } catch (CheckFailedException e) {
            return false;
        }
    }

    private void assertAllAnswer() {
        Client client = Client.in(world.client());
        for (int i = 0; i < CONTAINERS; i++) {
            String name = containers.get(i).id();
            for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
                assertThat(client.ask(protocol, world.nodeV4(), FIRST_PORT + i)).isEqualTo(new Answer(name, world.clientV4()));
                assertThat(client.ask(protocol, world.nodeV6(), FIRST_PORT + i)).isEqualTo(new Answer(name, world.clientV6()));
            }
        }
    }

    /** As firewalld does: everything goes and other rules come, in one transaction. */
    private void writeReload() throws IOException {
        StringBuilder script = new StringBuilder("flush ruleset\ntable inet firewall {\nchain forward {\ntype filter hook forward priority 10;\n");
        IntStream.range(0, 300).forEach(i -> script.append("ip saddr 198.51.100.").append(i % 250).append(" tcp dport ").append(1000 + i).append(" drop\n"));
        Files.writeString(folder.resolve("reload.nft"), script.append("}\n}\n"));
    }
}
