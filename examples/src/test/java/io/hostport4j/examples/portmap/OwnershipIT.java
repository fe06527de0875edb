package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.examples.Distribution;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose host ports a call makes and takes away, as the kernel's rules show it. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class OwnershipIT {

    private static final String PORT_8080 = mappings(8080);

    @BeforeEach
    void makeABridge() {
        assertThat(NodeState.ruleset()).isEmpty();
        NodeState.ip("link add pods0 type bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        NodeState.ip("link add port0 master pods0 type veth peer name port1");
        NodeState.ip("addr add 10.88.0.1/24 dev pods0");
        NodeState.ip("link set pods0 up");
    }

    @AfterEach
    void clearNode() {
        NodeState.clear();
        NodeState.ip("link delete pods0");
        NodeState.ip("link delete port0");
    }

    @Test
    void addTwiceIsTheSameAsOnce() {
        add("a", PORT_8080, 2);
        String once = NodeState.ruleset();
        add("a", PORT_8080, 2);
        assertThat(NodeState.ruleset()).isEqualTo(once).contains("8080");
    }

    @Test
    void addGivesTheResultOfThePluginsBefore() {
        PortMapInput input = PortMapInput.of(PORT_8080, "10.88.0.2/24");
        assertThat(PortMapCall.of("ADD", "a").execute(input).orThrow().stdout().replaceAll("\\s", ""))
                .isEqualTo("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.88.0.2/24\"}]}");
    }

    @Test
    void addWithoutMappingsTouchesNothing() {
        add("a", "[]", 2);
        add("b", "null", 3);
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void addWithOtherMappingsReplacesTheFormerOnes() {
        add("a", PORT_8080, 2);
        add("a", mappings(8081), 2);
        assertThat(NodeState.ruleset()).contains("8081").doesNotContain("8080");
    }

    @Test
    void delKnowsItsPortsWithoutMappingsAndResult() {
        add("a", PORT_8080, 2);
        delete("a");
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void delTwiceIsTheSameAsOnce() {
        add("a", PORT_8080, 2);
        add("b", mappings(8081), 3);
        delete("a");
        String once = NodeState.ruleset();
        delete("a");
        assertThat(NodeState.ruleset()).isEqualTo(once).contains("8081").doesNotContain("8080");
    }

    @Test
    void delOfAContainerThatNeverWasTouchesNothing() {
        delete("a");
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void delTakesMappingsThatAddRefuses() {
        add("a", PORT_8080, 2);
        PortMapInput bad = PortMapInput.of("[{\"hostPort\": 99999, \"containerPort\": 0, \"protocol\": \"icmp\", \"hostIP\": \"nowhere\"}]");
        PortMapCall.of("DEL", "a").execute(bad).orThrow();
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void theLastDelTurnsRouteLocalnetOffAndTheOneBeforeDoesNot() {
        add("a", PORT_8080, 2);
        add("b", mappings(8081), 3);
        delete("a");
        assertThat(NodeState.routeLocalnet("pods0")).isNotEqualTo("0");
        delete("b");
        assertThat(NodeState.routeLocalnet("pods0")).isEqualTo("0");
    }

    @Test
    void networksInterfacesAndContainersOfOneNameKeepApart() {
        PortMapCall.of("ADD", "a").execute(input(mappings(8081), 2)).orThrow();
        PortMapCall.of("ADD", "a").with("CNI_IFNAME", "eth1").execute(input(mappings(8082), 3)).orThrow();
        PortMapCall.of("ADD", "a").execute(other(input(mappings(8083), 4))).orThrow();
        PortMapCall.of("ADD", "a-a").execute(input(mappings(8084), 5)).orThrow();
        delete("a");
        assertThat(NodeState.ruleset()).contains("8082", "8083", "8084").doesNotContain("8081");
        PortMapCall.of("DEL", "a").execute(other(PortMapInput.bare())).orThrow();
        assertThat(NodeState.ruleset()).contains("8082", "8084").doesNotContain("8083");
    }

    @Test
    void aTakenPortIsRefusedWithItsHolderAndNothingElseOfTheCallIsMade() {
        add("a", PORT_8080, 2);
        String before = NodeState.ruleset();
        CniError error = CniError.of(PortMapCall.of("ADD", "b").execute(input("[" + mapping(8081) + ", " + mapping(8080) + "]", 3)));
        assertThat(error.code()).isEqualTo(100);
        assertThat(error.msg()).contains("0.0.0.0:8080/tcp").contains("10.88.0.2:80").contains("\"a\"").contains("\"eth0\"").contains("\"pods\"");
        assertThat(NodeState.ruleset()).isEqualTo(before);
    }

    @Test
    void aPortOnEveryAddressAndOnOneAddressAreInEachOthersWay() {
        add("a", "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\", \"hostIP\": \"192.0.2.1\"}]", 2);
        assertThat(CniError.of(PortMapCall.of("ADD", "b").execute(input(PORT_8080, 3))).code()).isEqualTo(100);
        add("c", "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"udp\"}]", 4);
        add("d", "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\", \"hostIP\": \"192.0.2.77\"}]", 5);
    }

    @Test
    void anAddThatCannotOpenLoopbackLeavesNothing() {
        String readOnly = "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys && exec \"$0\"";
        CniError error = CniError.of(new ProcessRun(List.of("unshare", "-m", "sh", "-c", readOnly, Distribution.portmap().toString()),
                PortMapCall.of("ADD", "a").environment(), input(PORT_8080, 2).json(), Duration.ofSeconds(30)).execute());
        assertThat(error.msg()).isEqualTo("unable to enable route_localnet: /proc/sys/net/ipv4/conf/pods0/route_localnet: "
                + "Read-only file system; make it writable, set it to 1 beforehand, or set snat to false");
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    void bothFamiliesComeAndGoInOneTransactionEach() {
        add("other", mappings(8081), 2);
        int before = generation();
        PortMapCall.of("ADD", "a").execute(PortMapInput.of(PORT_8080, "10.88.0.3/24", "fd00:88::3/64")).orThrow();
        assertThat(generation()).isEqualTo(before + 1);
        delete("a");
        assertThat(generation()).isEqualTo(before + 2);
        assertThat(NodeState.ruleset()).contains("8081").doesNotContain("8080");
    }

    @Test
    void sctpIsInTheMapsOfBothFamilies() {
        PortMapInput input = PortMapInput.of("[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"SCTP\"}]", "10.88.0.2/24", "fd00:88::2/64");
        PortMapCall.of("ADD", "a").execute(input).orThrow();
        assertThat(NodeState.ruleset().replaceAll("\\s+", " "))
                .contains("sctp . 8080 counter packets 0 bytes 0 comment \"pods/a/eth0\" : 10.88.0.2 . 80")
                .contains("sctp . 8080 counter packets 0 bytes 0 comment \"pods/a/eth0\" : fd00:88::2 . 80");
    }

    /** It grows by one with every transaction of anyone. */
    private static int generation() {
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            return nftables.generation();
        }
    }

    private static void add(String containerId, String portMappings, int lastByte) {
        PortMapCall.of("ADD", containerId).execute(input(portMappings, lastByte)).orThrow();
    }

    private static void delete(String containerId) {
        PortMapCall.of("DEL", containerId).execute(PortMapInput.bare()).orThrow();
    }

    private static PortMapInput input(String portMappings, int lastByte) {
        return PortMapInput.of(portMappings, "10.88.0." + lastByte + "/24");
    }

    private static PortMapInput other(PortMapInput input) {
        return new PortMapInput(input.members().stream().map(member -> member.replace("\"pods\"", "\"other\"")).toList());
    }

    private static String mapping(int hostPort) {
        return "{\"hostPort\": " + hostPort + ", \"containerPort\": 80, \"protocol\": \"tcp\"}";
    }

    private static String mappings(int hostPort) {
        return "[" + mapping(hostPort) + "]";
    }
}
