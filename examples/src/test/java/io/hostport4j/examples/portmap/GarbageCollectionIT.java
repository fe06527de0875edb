package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GC through every backend at once, and of what the reference plugin left. */
@RequiresNamespaces
@RequiresTools({"nft", "ip", "iptables-nft"})
class GarbageCollectionIT {
    private static final List<String> BACKENDS = List.of("netlink", "nftables", "iptables");

    @BeforeEach
    void makeABridgeAndHostPortsOfTwoNetworksInEveryBackend() {
        assertThat(NodeState.ruleset()).isEmpty();
        NodeState.ip("link add pods0 type bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        NodeState.ip("link add port0 master pods0 type veth peer name port1");
        NodeState.ip("addr add 10.88.0.1/24 dev pods0");
        NodeState.ip("link set pods0 up");
        // Three ports of each backend: kept, gone, other.
        int number = 2;
        for (String backend : BACKENDS) {
            add("pods", backend + "-kept", backend, number++);
            add("pods", backend + "-gone", backend, number++);
            add("other", backend + "-other", backend, number++);
        }
        reference("reference-gone", number++);
        reference("reference-kept", number);
    }

    @AfterEach
    void clearNode() {
        NodeState.clear();
        NodeState.ip("link delete pods0");
        NodeState.ip("link delete port0");
    }

    @Test
    void whatIsNotListedGoesFromEveryBackendAndAllElseStays() {
        gc(valid("netlink-kept", "nftables-kept", "iptables-kept", "reference-kept")).orThrow();

        assertThat(hostPorts()).containsExactly(8082, 8084, 8085, 8087, 8088, 8090, 8092);
    }

    @Test
    void anEmptyListTakesAllOfTheNetworkAndNothingOfOthers() {
        gc(valid()).orThrow();

        assertThat(hostPorts()).containsExactly(8084, 8087, 8090);
    }

    @Test
    void withoutAListNothingGoesAndTheCallSaysSo() {
        String before = NodeState.ruleset();

        Execution gc = gc(PortMapInput.in("1.1.0"));

        assertThat(gc.orThrow().stdout()).isEmpty();
        assertThat(gc.stderr()).contains("GC of network \"pods\" without cni.dev/valid-attachments removes nothing;"
                + " a list without entries removes all of it");
        assertThat(NodeState.ruleset()).isEqualTo(before);
    }

    /** In maps and in the rules of iptables. */
    private static SortedSet<Integer> hostPorts() {
        return Pattern.compile("\\b(?:tcp \\.|dport) (80\\d\\d)\\b").matcher(NodeState.ruleset()).results()
                .map(match -> Integer.valueOf(match.group(1))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Execution gc(PortMapInput input) {
        return PortMapCall.of("GC", "").execute(input);
    }

    private static PortMapInput valid(String... containers) {
        List<String> entries = Stream.of(containers).map(id -> "{\"containerID\": \"" + id + "\", \"ifname\": \"eth0\"}").toList();
        return PortMapInput.in("1.1.0").with("\"cni.dev/valid-attachments\": " + entries);
    }

    private static void add(String network, String container, String backend, int number) {
        PortMapInput input = input(number).with("\"backend\": \"" + backend + "\"");
        PortMapCall.of("ADD", container).execute(new PortMapInput(input.members().stream()
                .map(member -> member.replace("\"pods\"", "\"" + network + "\"")).toList())).orThrow();
    }

    private static void reference(String container, int number) {
        new ProcessRun(List.of("/usr/lib/cni/portmap"), PortMapCall.of("ADD", container).environment(), input(number).json(),
                Duration.ofSeconds(60)).execute().orThrow();
    }

    private static PortMapInput input(int number) {
        return PortMapInput.of("[{\"hostPort\": " + (8080 + number) + ", \"containerPort\": 80, \"protocol\": \"tcp\"}]",
                "10.88.0." + number + "/24");
    }
}
