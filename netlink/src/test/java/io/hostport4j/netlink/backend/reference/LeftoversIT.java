package io.hostport4j.netlink.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.KeptForward;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.netlink.backend.NodeNetworkProvider;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the reference plugin's nftables backend leaves on a node: seen, counted as taken, and removed with its container. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class LeftoversIT {
    private static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    private static final AttachmentId DNS = new AttachmentId("net", "dns", "eth0");

    private final ReferenceRules web = new ReferenceRules("web").forward("tcp", 8080, "10.0.0.2", 80).forward("tcp", 8080, "fd00::2", 80)
            .forward("192.0.2.1", "udp", 53, "10.0.0.2", 53).forward("2001:db8::1", "sctp", 9, "fd00::2", 9)
            .masquerading("10.0.0.2").masquerading("fd00::2");
    private final ReferenceRules dns = new ReferenceRules("dns").forward("udp", 5353, "10.0.0.3", 53).masquerading("10.0.0.3");
    private HostNetwork network;
    private Backend backend;
    private HostPorts hostPorts;

    @BeforeEach
    void furnish() {
        run("ip link set lo up");
        // Without a route to their containers these would count as dead.
        run("ip link add pods0 up type veth peer name pods1");
        run("ip link set pods1 up");
        run("ip address add 10.0.0.1/24 dev pods0");
        run("ip address add fd00::1/64 dev pods0 nodad");
        nft(ReferenceRules.TABLES);
        network = new NodeNetworkProvider().open();
        backend = new ReferenceBackendProvider().open(new Settings(network));
        hostPorts = HostPorts.open(BackendOptions.named("netlink"));
    }

    @AfterEach
    void clear() {
        hostPorts.close();
        backend.close();
        network.close();
        nft("flush ruleset");
        run("ip link delete pods0");
    }

    @Test
    void theForwardsAreListedAsTheReferencesOwn() {
        nft(web.script());

        assertThat(hostPorts.listKept()).extracting(KeptForward::backend).containsOnly("cni_hostport");
        assertThat(hostPorts.list()).extracting(Forward::toString).containsExactlyInAnyOrder(
                "0.0.0.0:8080/tcp -> 10.0.0.2:80 of ~/web/~", "[::]:8080/tcp -> [fd00::2]:80 of ~/web/~",
                "192.0.2.1:53/udp -> 10.0.0.2:53 of ~/web/~", "[2001:db8::1]:9/sctp -> [fd00::2]:9 of ~/web/~");
        assertThat(hostPorts.list()).extracting(Forward::masquerade).containsOnly(Masquerade.WHEN_NEEDED);
    }

    @Test
    void howAContainerIsMasqueradedIsSeen() {
        nft(new ReferenceRules("off").forward("tcp", 1, "10.0.0.4", 1).script());
        nft(new ReferenceRules("all").forward("tcp", 2, "10.0.0.5", 1).masqueradingAll("10.0.0.5").script());
        nft(new ReferenceRules("all6").forward("tcp", 2, "fd00::5", 1).masqueradingAll("fd00::5").script());

        assertThat(hostPorts.list().stream().collect(Collectors.toMap(forward -> forward.owner().container(), Forward::masquerade)))
                .isEqualTo(Map.of("off", Masquerade.NEVER, "all", Masquerade.ALWAYS, "all6", Masquerade.ALWAYS));
    }

    @Test
    void removalTakesTheContainersRulesInBothFamiliesAndLeavesOthers() {
        nft(dns.script());
        String before = ruleset();
        nft(web.script());

        assertThat(hostPorts.remove(WEB)).hasSize(4);

        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void theTablesStayWhenTheLastRuleHasGone() {
        String before = ruleset();
        nft(dns.script());

        hostPorts.remove(DNS);
        hostPorts.close();

        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void rulesOfTheOlderChainForHostAddressesAreRemovedToo() {
        String before = ruleset();
        nft("add rule ip cni_hostport hostip_hostports ip daddr 192.0.2.7 tcp dport 80 dnat to 10.0.0.2:80 comment \"web\"");
        assertThat(hostPorts.remove(WEB)).extracting(Forward::toString).containsExactly("192.0.2.7:80/tcp -> 10.0.0.2:80 of ~/web/~");
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void rulesThatARepeatedAddDoubledAllGo() {
        String before = ruleset();
        nft(web.script());
        nft(web.script());
        assertThat(hostPorts.remove(WEB)).hasSize(4);
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void withAddressesOnlyTheForwardsThereAreRemoved() {
        nft(new ReferenceRules("web").forward("tcp", 8081, "10.1.0.2", 80).masquerading("10.1.0.2").script());
        String other = ruleset();
        nft(new ReferenceRules("web").forward("tcp", 8080, "10.0.0.2", 80).masquerading("10.0.0.2").script());

        assertThat(hostPorts.remove(WEB, List.of(ip("10.0.0.2")))).hasSize(1);

        assertThat(ruleset()).isEqualTo(other);
    }

    @Test
    void aPortThatALeftoverOfAnotherContainerHoldsIsTaken() {
        nft(web.script());
        String before = ruleset();

        assertThatThrownBy(() -> hostPorts.add(request(DNS, "10.0.0.3", PortMapping.tcp(8080, 80))))
                .isInstanceOf(ConflictException.class).hasMessageContaining("container \"web\"");
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void anAddOfTheSameContainerTakesTheForwardsOver() {
        String before = ruleset();
        nft(new ReferenceRules("web").forward("tcp", 8080, "10.0.0.2", 80).masquerading("10.0.0.2").script());

        hostPorts.add(request(WEB, "10.0.0.2", PortMapping.tcp(8080, 80)));

        assertThat(hostPorts.listKept()).singleElement().satisfies(kept -> assertThat(kept.backend()).isEqualTo("netlink"));
        hostPorts.remove(WEB);
        hostPorts.close();
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void theCheckOfAContainerThatTheReferenceAddedPasses() {
        nft(new ReferenceRules("web").forward("tcp", 8080, "10.0.0.2", 80).forward("tcp", 8080, "fd00::2", 80)
                .masquerading("10.0.0.2").masquerading("fd00::2").script());

        assertThatCode(() -> hostPorts.check(request(WEB, "10.0.0.2", "fd00::2"))).doesNotThrowAnyException();
    }

    @Test
    void theCheckOfAContainerWithAMissingRuleFails() {
        nft(new ReferenceRules("web").forward("tcp", 8080, "10.0.0.2", 80).masquerading("10.0.0.2").script());

        assertThatThrownBy(() -> hostPorts.check(request(WEB, "10.0.0.2", "fd00::2")))
                .isInstanceOf(CheckFailedException.class).hasMessageContaining("[::]:8080/tcp");
    }

    @Test
    void rulesThatAreNotTheReferencesStayAndAreNotSeen() {
        nft("add rule ip cni_hostport hostports tcp dport 22 accept");
        nft("add rule ip cni_hostport hostports ip saddr 10.9.0.0/16 tcp dport 80 dnat to 10.0.0.2:80 comment \"web\"");
        String before = ruleset();

        assertThat(hostPorts.list()).isEmpty();
        assertThat(hostPorts.remove(WEB)).isEmpty();
        assertThat(backend.isEmpty()).isTrue();
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void aChangeOnAnOldSnapshotIsRefused() {
        nft(web.script());
        Snapshot snapshot = backend.read(new Scope.All());
        nft(dns.script());
        String before = ruleset();

        assertThatThrownBy(() -> backend.commit(new Change(snapshot, Owner.ofContainer("web"), snapshot.forwards(), Set.of())))
                .isInstanceOf(StaleSnapshotException.class);
        assertThat(ruleset()).isEqualTo(before);
    }

    @Test
    void itIsEmptyWithoutForwards() {
        assertThat(backend.isEmpty()).isTrue();
        nft(dns.script());
        assertThat(backend.isEmpty()).isFalse();
        nft("flush ruleset");
        assertThat(backend.isEmpty()).isTrue();
    }

    @Test
    void itIsNeverChosenForAdditions() {
        assertThatThrownBy(() -> HostPorts.open(BackendOptions.named("cni_hostport"))).hasMessageStartingWith("unrecognized backend \"cni_hostport\"");
    }

    private static HostPortRequest request(AttachmentId attachment, String address, PortMapping mapping) {
        return new HostPortRequest(attachment, List.of(ContainerAddress.of(ip(address))), List.of(mapping));
    }

    private static HostPortRequest request(AttachmentId attachment, String... addresses) {
        return new HostPortRequest(attachment, List.of(addresses).stream().map(address -> ContainerAddress.of(ip(address))).toList(),
                List.of(PortMapping.tcp(8080, 80)));
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static String ruleset() {
        return ProcessRun.of("nft", "list", "ruleset").execute().orThrow().stdout();
    }

    private static void run(String command) {
        ProcessRun.of(command.split(" ")).execute().orThrow();
    }

    private static void nft(String script) {
        new ProcessRun(List.of("nft", "-f", "-"), Map.of(), script, Duration.ofSeconds(60)).execute().orThrow();
    }
}
