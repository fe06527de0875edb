package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.examples.Distribution;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What STATUS says of a node, and that it leaves it as it is. */
@RequiresNamespaces
@RequiresTools({"nft", "ip", "iptables-nft"})
class StatusIT {
    private static final String WEB = "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}]";
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final Path LOCKS = Path.of("/run/hostport4j");

    @BeforeEach
    void makeABridge() throws IOException {
        assertThat(NodeState.ruleset()).isEmpty();
        NodeState.ip("link add pods0 type bridge");
        NodeState.ip("addr add 10.88.0.1/24 dev pods0");
        NodeState.ip("link set pods0 up");
        Files.writeString(FORWARDING, "1");
    }

    @AfterEach
    void clearNode() throws IOException {
        NodeState.clear();
        NodeState.ip("link delete pods0");
        if (Files.isRegularFile(LOCKS)) {
            Files.delete(LOCKS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void anEmptyNodeIsReadyAndStaysEmpty(String backend) {
        assertReady(status(backend));
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aNodeWithHostPortsIsReadyAndStaysAsItIs(String backend) {
        add(backend);
        String before = NodeState.ruleset();

        assertReady(status(backend));

        assertThat(NodeState.ruleset()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"netlink, chain prerouting of table inet hostport lacks 'fib daddr type local jump forwards'",
        "nftables, chain prerouting of table inet hostport lacks 'fib daddr type local jump forwards'",
        "iptables, rule -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT in chain PREROUTING not found in table nat"})
    void damageThatTheNextAddMendsIsNamedAndKeepsNoAddAway(String backend, String words) {
        add(backend);
        damage(backend);
        String before = NodeState.ruleset();

        Execution status = status(backend);

        assertReady(status);
        assertThat(status.stderr()).contains(words.replaceAll("^'|'$", "")).contains("; the next ADD, or \"hostport reconcile\", mends it");
        assertThat(NodeState.ruleset()).isEqualTo(before);
        add(backend);
        assertThat(status(backend).stderr()).doesNotContain("mends it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void withoutThePermissionToChangeRulesItIsNotAvailable(String backend) {
        CniError error = CniError.of(new ProcessRun(List.of("unshare", "-Ur", Distribution.portmap().toString()),
                PortMapCall.of("STATUS", "").environment(), config(backend).json(), Duration.ofSeconds(60)).execute());

        assertThat(error.code()).isEqualTo(50);
        assertThat(error.msg()).containsIgnoringCase("permi");
    }

    @Test
    void whatOneBackendLacksAnotherMayHave() {
        CniError error = CniError.of(PortMapCall.of("STATUS", "").with("HOSTPORT_BACKEND", "nothing").execute(PortMapInput.in("1.1.0")));

        assertThat(error.code()).isEqualTo(2);
        assertThat(error.msg()).contains("unrecognized backend \"nothing\"");
    }

    @Test
    void aLockThatCannotBeHadIsNoWayToAdd() throws IOException {
        assertReady(status("nftables"));
        spoilLocks();

        CniError error = CniError.of(status("nftables"));

        assertThat(error.code()).isEqualTo(50);
        assertThat(error.msg()).contains("lock /run/hostport4j/nftables-");
        assertReady(status("netlink"));
    }

    @Test
    void damageThatNoAddCanMendIsLimitedConnectivity() throws IOException {
        add("nftables");
        damage("nftables");
        spoilLocks();

        CniError error = CniError.of(status("nftables"));

        assertThat(error.code()).isEqualTo(51);
        assertThat(error.msg()).contains("lock /run/hostport4j/nftables-", "; and what is there is damaged: chain prerouting of table inet hostport lacks");
    }

    @Test
    void aNodeThatForwardsNothingHasLimitedConnectivityOnceItHasHostPorts() throws IOException {
        Files.writeString(FORWARDING, "0");
        assertReady(status("netlink"));
        add("netlink");

        CniError error = CniError.of(status("netlink"));

        assertThat(error.code()).isEqualTo(51);
        assertThat(error.msg()).isEqualTo("net.ipv4.ip_forward is 0, so that no packet from outside reaches any of 1 host ports; set it to 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nftables | [\"ip saddr nonsense.\"] | conditionsV4 \"ip saddr nonsense.\": nft says: ",
        "netlink | [\"-s\", \"10.0.0.0/8\"] | configuration contains iptables-specific options [conditionsV4]"})
    void conditionsThatEveryAddWouldBeRefusedForAreTold(String backend, String conditions, String words) {
        CniError error = CniError.of(PortMapCall.of("STATUS", "").execute(config(backend).with("\"conditionsV4\": " + conditions)));

        assertThat(error.code()).isIn(2, 7);
        assertThat(error.msg()).contains(words);
    }

    private static void assertReady(Execution status) {
        assertThat(status.orThrow().stdout()).isEmpty();
    }

    private static PortMapInput config(String backend) {
        return PortMapInput.in("1.1.0").with("\"backend\": \"" + backend + "\"");
    }

    private static Execution status(String backend) {
        return PortMapCall.of("STATUS", "").execute(config(backend));
    }

    private static void add(String backend) {
        PortMapCall.of("ADD", "a").execute(PortMapInput.of(WEB, "10.88.0.2/24").with("\"backend\": \"" + backend + "\"")).orThrow();
    }

    private static void damage(String backend) {
        String chain = backend.equals("iptables") ? "ip nat PREROUTING" : "inet hostport prerouting";
        NetNamespace.node().exec(("nft flush chain " + chain).split(" ")).orThrow();
    }

    /** Nobody can make a folder where a file is. */
    private static void spoilLocks() throws IOException {
        try (var files = Files.list(LOCKS)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(LOCKS);
        Files.createFile(LOCKS);
    }
}
