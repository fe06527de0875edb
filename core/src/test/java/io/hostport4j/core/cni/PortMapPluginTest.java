package io.hostport4j.core.cni;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.plugin.PluginMain;
import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.FakeNetwork;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.MemoryBackend;
import io.hostport4j.core.Requests;
import io.hostport4j.core.TcpFlows;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortMapPluginTest {
    private static final String PREV_RESULT = """
            "prevResult": {"cniVersion": "1.0.0", "interfaces": [{"name": "cni0"}, {"name": "eth0", "sandbox": "/run/netns/c"}],
              "ips": [{"address": "10.0.0.2/24", "interface": 1}, {"address": "fd00::2/64", "interface": 1}]}""";

    private final MemoryBackend backend = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final List<BackendOptions> opened = new ArrayList<>();
    private Optional<String> nodesBackend = Optional.empty();
    private boolean unavailable;

    /** Exit code and standard output of one call. */
    private record Outcome(int exit, String stdout) {}

    private Outcome call(String command, String stdin) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("CNI_COMMAND", command, "CNI_CONTAINERID", "c1", "CNI_NETNS", "/run/netns/c",
                "CNI_IFNAME", "eth0", "CNI_PATH", "/opt/cni/bin");
        PortMapPlugin plugin = new PortMapPlugin(this::open, nodesBackend, () -> "1.2.3");
        int exit = new PluginMain(environment, new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(stdout), new PrintStream(new ByteArrayOutputStream()), path -> false).run(plugin);
        return new Outcome(exit, stdout.toString(StandardCharsets.UTF_8));
    }

    private HostPorts open(BackendOptions options) {
        opened.add(options);
        if (unavailable) {
            throw new BackendFailedException("list: operation not permitted");
        }
        return new HostPorts(Requests.opened(backend), List.of(), network, HostPorts.DEADLINE, InstantSource.system());
    }

    private static String config(String mappings, String... keys) {
        String more = keys.length == 0 ? "" : String.join(", ", keys) + ", ";
        return "{\"cniVersion\": \"1.0.0\", \"name\": \"net\", \"type\": \"portmap\", " + more
                + "\"runtimeConfig\": {\"portMappings\": " + mappings + "}, " + PREV_RESULT + "}";
    }

    private static final String WEB = "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}]";

    @Nested
    class Add {
        @Test
        void makesForwardsOfBothFamiliesAndPrintsThePreviousResult() {
            Outcome outcome = call("ADD", config(WEB));
            assertThat(outcome.exit()).isZero();
            assertThat(outcome.stdout()).contains("\"cniVersion\": \"1.0.0\"", "\"address\": \"10.0.0.2/24\"");
            assertThat(backend.forwards).extracting(Object::toString).containsExactlyInAnyOrder(
                    "0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/c1/eth0", "[::]:8080/tcp -> [fd00::2]:80 of net/c1/eth0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "[]"})
        void withoutMappingsTouchesNothing(String mappings) {
            assertThat(call("ADD", config(mappings)).exit()).isZero();
            assertThat(opened).isEmpty();
        }

        @Test
        void withoutPreviousResultIsRefused() {
            Outcome outcome = call("ADD", "{\"cniVersion\": \"1.0.0\", \"name\": \"net\"}");
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.stdout()).contains("\"code\": 7", "must be called as chained plugin");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "{\"hostPort\": 0, \"containerPort\": 80, \"protocol\": \"tcp\"} | runtimeConfig.portMappings[0].hostPort \\\"0\\\"",
            "{\"hostPort\": -1, \"containerPort\": 80, \"protocol\": \"tcp\"} | runtimeConfig.portMappings[0].hostPort \\\"-1\\\"",
            "{\"hostPort\": 65536, \"containerPort\": 80} | runtimeConfig.portMappings[0].hostPort \\\"65536\\\"",
            "{\"hostPort\": 80, \"containerPort\": 65536} | runtimeConfig.portMappings[0].containerPort \\\"65536\\\"",
            "{\"hostPort\": 80} | runtimeConfig.portMappings[0].containerPort \\\"0\\\"",
            "{\"hostPort\": 80, \"containerPort\": 80, \"protocol\": \"icmp\"} | runtimeConfig.portMappings[0].protocol \\\"icmp\\\"",
            "{\"hostPort\": 80, \"containerPort\": 80, \"protocol\": \"tcp; drop\"} | .protocol \\\"tcp; drop\\\"",
            "{\"hostPort\": 80, \"containerPort\": 80, \"hostIP\": \"localhost\"} | runtimeConfig.portMappings[0].hostIP \\\"localhost\\\"",
            "{\"hostPort\": 80, \"containerPort\": 80, \"hostIP\": \"10.0.0.256\"} | runtimeConfig.portMappings[0].hostIP \\\"10.0.0.256\\\"",
            "{\"hostPort\": 80, \"containerPort\": 80, \"hostIP\": \"224.0.0.1\"} | runtimeConfig.portMappings[0].hostIP \\\"224.0.0.1\\\""})
        void aMappingThatCannotWorkIsNamedWithKeyAndValue(String mapping, String named) {
            Outcome outcome = call("ADD", config("[" + mapping + "]"));
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.stdout()).contains("\"code\": 7", named.strip());
            assertThat(opened).isEmpty();
        }

        @Test
        void theLoopbackOfIpv6NeedsABackendThatCanServeIt() {
            assertThat(call("ADD", config("[{\"hostPort\": 80, \"containerPort\": 80, \"hostIP\": \"::1\"}]")).stdout())
                    .contains("\"code\": 7", "portMappings[0].hostIP \\\"::1\\\"");
        }

        @Test
        void aPortThatIsNoNumberIsADecodingError() {
            assertThat(call("ADD", config("[{\"hostPort\": \"eighty\", \"containerPort\": 80}]")).stdout())
                    .contains("\"code\": 6", "runtimeConfig.portMappings[0].hostPort");
        }

        @Test
        void aTakenPortIsAnErrorThatNamesTheHolder() {
            call("ADD", config(WEB).replace("\"net\"", "\"other\"").replace("10.0.0.2", "10.0.0.3").replace("fd00::2", "fd00::3"));
            Outcome outcome = call("ADD", config(WEB));
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.stdout()).contains("\"code\": 100", "is taken", "network \\\"other\\\"");
        }

        @Test
        void conflictSaysWhatBecomesOfTheHolder() {
            call("ADD", config(WEB).replace("\"net\"", "\"other\"").replace("10.0.0.2", "10.0.0.3").replace("fd00::2", "fd00::3"));
            assertThat(call("ADD", config(WEB, "\"conflict\": \"allow\"")).stdout()).contains("\"code\": 100");
            assertThat(call("ADD", config(WEB, "\"conflict\": \"replace\"")).exit()).isZero();
            assertThat(backend.forwards).hasSize(2).allMatch(forward -> forward.owner().network().equals("net"));
        }

        @Test
        void anUnknownConflictPolicyIsAnErrorThatNamesTheKnownOnes() {
            assertThat(call("ADD", config(WEB, "\"conflict\": \"warn\"")).stdout())
                    .contains("\"code\": 7", "invalid conflict \\\"warn\\\": give one of fail, replace, allow");
        }

        @Test
        void anUnknownHostListenerPolicyIsAnErrorThatNamesTheKnownOnes() {
            assertThat(call("ADD", config(WEB, "\"hostListener\": \"error\"")).stdout())
                    .contains("\"code\": 7", "invalid hostListener \\\"error\\\": give one of ignore, warn, fail");
        }

        @Test
        void theDeadlineIsInSeconds() {
            call("ADD", config(WEB));
            call("ADD", config(WEB, "\"deadline\": 5"));
            call("DEL", config(WEB, "\"deadline\": 7"));
            assertThat(opened).extracting(options -> options.deadline().toSeconds()).containsExactly(30L, 5L, 7L);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 3601})
        void anImpossibleDeadlineIsAnErrorThatDelPassesOver(int seconds) {
            assertThat(call("ADD", config(WEB, "\"deadline\": " + seconds)).stdout())
                    .contains("\"code\": 7", "invalid deadline \\\"" + seconds + "\\\": give 1 to 3600 seconds");
            assertThat(call("DEL", config(WEB, "\"deadline\": " + seconds)).exit()).isZero();
        }

        @Test
        void tcpFlowsAreKeptUnlessConfiguredOtherwise() {
            call("ADD", config(WEB));
            call("ADD", config(WEB, "\"tcpFlows\": \"end\""));
            call("DEL", config(WEB, "\"tcpFlows\": \"end\"", "\"deadline\": 0"));
            assertThat(opened).extracting(BackendOptions::tcpFlows).containsExactly(TcpFlows.KEEP, TcpFlows.END, TcpFlows.END);
        }

        @Test
        void anUnknownFateOfTcpFlowsIsAnErrorThatDelPassesOver() {
            assertThat(call("ADD", config(WEB, "\"tcpFlows\": \"kill\"")).stdout())
                    .contains("\"code\": 7", "invalid tcpFlows \\\"kill\\\": give one of keep, end");
            assertThat(call("DEL", config(WEB, "\"tcpFlows\": \"kill\"", "\"deadline\": 7")).exit()).isZero();
            assertThat(opened).extracting(options -> options.deadline().toSeconds()).containsExactly(7L);
        }

        @Test
        void sourceNatKeysMeanWhatTheyMeanInTheReference() {
            call("ADD", config(WEB));
            assertThat(backend.forwards).allMatch(f -> f.masquerade() == Masquerade.WHEN_NEEDED);
            call("ADD", config(WEB, "\"masqAll\": true"));
            assertThat(backend.forwards).allMatch(f -> f.masquerade() == Masquerade.ALWAYS);
            call("ADD", config(WEB, "\"snat\": false", "\"masqAll\": true"));
            assertThat(backend.forwards).allMatch(f -> f.masquerade() == Masquerade.NEVER);
        }

        @Test
        void addressesOfOtherInterfacesAreNotTheContainers() {
            call("ADD", config(WEB).replace("\"10.0.0.2/24\", \"interface\": 1", "\"192.0.2.9/24\", \"interface\": 0"));
            assertThat(backend.forwards).hasSize(1).allMatch(f -> f.target().toString().equals("[fd00::2]:80"));
        }

        @Test
        void anAddressWithAnUnknownInterfaceCounts() {
            call("ADD", config(WEB).replace("\"10.0.0.2/24\", \"interface\": 1", "\"10.0.0.2/24\", \"interface\": 9"));
            assertThat(backend.forwards).hasSize(2);
        }

        @Test
        void tellsTheConfiguredBackendFromTheNodes() {
            nodesBackend = Optional.of("iptables");
            call("ADD", config(WEB, "\"backend\": \"netlink\""));
            call("ADD", config(WEB));
            assertThat(opened).extracting(BackendOptions::configured).containsExactly(Optional.of("netlink"), Optional.empty());
            assertThat(opened).extracting(BackendOptions::nodesDefault).containsOnly(Optional.of("iptables"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {
            "\"markMasqBit\": 5, \"externalSetMarkChain\": \"KUBE-MARK-MASQ\" | 7 | Cannot specify externalSetMarkChain and markMasqBit",
            "\"markMasqBit\": 32 | 7 | MasqMarkBit must be between 0 and 31",
            "\"externalSetMarkChain\": \"a chain\" | 7 | invalid externalSetMarkChain \\\"a chain\\\"",
            "\"conditionsV4\": [\"-s\", \"10.0.0.0/8\"] | 2 | conditions \\\"-s 10.0.0.0/8\\\", which are in the words of iptables",
            "\"conditionsV6\": [\"ip6\", \"saddr\"] | 2 | conditions \\\"ip6 saddr\\\", which are in the words of nftables"})
        void aKeyThatCannotBeHonouredIsRefused(String keys, int code, String named) {
            Outcome outcome = call("ADD", config(WEB, keys.strip()));
            assertThat(outcome.stdout()).contains("\"code\": " + code, "failed to parse config: ", named.strip());
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void saysWhatTheBackendMustBeAbleToDo() {
            call("ADD", config(WEB, "\"externalSetMarkChain\": \"KUBE-MARK-MASQ\"", "\"conditionsV4\": [\"!\", \"-s\", \"10.0.0.0/8\"]",
                    "\"conditionsV6\": [\"-s\", \"fd00::/8\"]"));
            assertThat(opened.get(0).needs()).isEqualTo(Map.of(Capability.LASTING, List.of(),
                    Capability.EXTERNAL_MARK_CHAIN, List.of("externalSetMarkChain"), Capability.CONDITIONS_IPTABLES, List.of("conditionsV4", "conditionsV6")));
            assertThat(opened.get(0).mark()).isEqualTo(new Mark.Chain("KUBE-MARK-MASQ"));
        }

        @Test
        void emptyConditionsAreNone() {
            assertThat(call("ADD", config(WEB, "\"conditionsV4\": []", "\"conditionsV6\": [\"\"]")).exit()).isZero();
        }
    }

    @Nested
    class Delete {
        @Test
        void needsNeitherMappingsNorPreviousResult() {
            call("ADD", config(WEB));
            assertThat(call("DEL", "{\"cniVersion\": \"1.0.0\", \"name\": \"net\"}")).isEqualTo(new Outcome(0, ""));
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void takesInputThatAddWouldRefuse() {
            call("ADD", config(WEB));
            Outcome outcome = call("DEL", "{\"cniVersion\": \"1.0.0\", \"name\": \"net\", \"backend\": \"nonsense\", \"snat\": \"maybe\","
                    + "\"runtimeConfig\": {\"portMappings\": [{\"hostPort\": 0}]}, \"prevResult\": {\"ips\": 5}}");
            assertThat(outcome).isEqualTo(new Outcome(0, ""));
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void leavesOtherNetworksOfTheSameContainerAlone() {
            call("ADD", config(WEB).replace("\"net\"", "\"other\"").replace("10.0.0.2", "10.0.0.3").replace("fd00::2", "fd00::3"));
            call("DEL", config(WEB));
            assertThat(backend.forwards).hasSize(2);
        }
    }

    @Nested
    class Check {
        @Test
        void passesAfterAdd() {
            call("ADD", config(WEB));
            assertThat(call("CHECK", config(WEB))).isEqualTo(new Outcome(0, ""));
        }

        @Test
        void failsWithAListOfWhatIsMissing() {
            Outcome outcome = call("CHECK", config(WEB));
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.stdout()).contains("\"code\": 101", "missing: 0.0.0.0:8080/tcp -> 10.0.0.2:80");
        }

        @Test
        void needsThePreviousResult() {
            assertThat(call("CHECK", "{\"cniVersion\": \"1.0.0\", \"name\": \"net\"}").stdout()).contains("Required prevResult missing");
        }
    }

    @Nested
    class GarbageCollection {
        private static final String KEPT = "\"cni.dev/valid-attachments\": [{\"containerID\": \"c1\", \"ifname\": \"eth0\"}]";

        private Outcome gc(String keys) {
            return call("GC", "{\"cniVersion\": \"1.1.0\", \"name\": \"net\", \"type\": \"portmap\"" + keys + "}");
        }

        @Test
        void removesTheNetworksAttachmentsThatAreNotListed() {
            call("ADD", config(WEB));
            assertThat(gc(", " + KEPT.replace("c1", "c2"))).isEqualTo(new Outcome(0, ""));
            assertThat(backend.forwards).isEmpty();
        }

        @Test
        void leavesThoseThatAreListedAndOtherNetworks() {
            call("ADD", config(WEB));
            gc(", " + KEPT);
            assertThat(backend.forwards).hasSize(2);
            call("GC", "{\"cniVersion\": \"1.1.0\", \"name\": \"net2\", \"type\": \"portmap\", \"cni.dev/valid-attachments\": []}");
            assertThat(backend.forwards).hasSize(2);
        }

        @Test
        void withoutAListRemovesNothing() {
            call("ADD", config(WEB));
            assertThat(gc("")).isEqualTo(new Outcome(0, ""));
            assertThat(backend.forwards).hasSize(2);
        }
    }

    @Nested
    class Status {
        private static final String CONFIG = "{\"cniVersion\": \"1.1.0\", \"name\": \"net\", \"type\": \"portmap\"}";

        @Test
        void isGoodWhenTheEngineOpens() {
            assertThat(call("STATUS", CONFIG)).isEqualTo(new Outcome(0, ""));
            assertThat(backend.closed).isTrue();
        }

        @Test
        void saysWhyAddCouldNotWork() {
            unavailable = true;
            assertThat(call("STATUS", CONFIG).stdout()).contains("\"code\": 50", "list: operation not permitted");
        }

        @Test
        void saysWhatRefusesARehearsalAndWritesNothing() {
            backend.refusing = true;
            assertThat(call("STATUS", CONFIG).stdout()).contains("\"code\": 50", "add element: operation not permitted");
            assertThat(backend.commits).isEmpty();
        }

        @Test
        void isLimitedWhenWhatIsThereIsDamagedAndCannotBeMended() {
            call("ADD", config(WEB));
            backend.faults.add("chain prerouting is missing");
            backend.refusing = true;
            assertThat(call("STATUS", CONFIG).stdout()).contains("\"code\": 51", "operation not permitted", "chain prerouting is missing");
        }

        @Test
        void isGoodWhenTheNextAddMendsTheDamage() {
            call("ADD", config(WEB));
            backend.faults.add("chain prerouting is missing");
            assertThat(call("STATUS", CONFIG)).isEqualTo(new Outcome(0, ""));
            assertThat(backend.faults).hasSize(1);
        }

        @Test
        void isLimitedWhenTheNodeForwardsNoPacketsToTheHostPortsThatItHas() {
            network.forwardsPackets = false;
            assertThat(call("STATUS", CONFIG)).isEqualTo(new Outcome(0, ""));
            call("ADD", config(WEB));
            assertThat(call("STATUS", CONFIG).stdout()).contains("\"code\": 51", "net.ipv4.ip_forward is 0", "net.ipv6.conf.all.forwarding is 0");
        }

        @Test
        void passesOverPortsThatSomebodyHolds() {
            backend.refusing = true;
            call("ADD", config(WEB.replace("8080", "1")));
            assertThat(call("STATUS", CONFIG).stdout()).contains("\"code\": 50");
        }

        @Test
        void refusesAConfigurationAsAddDoes() {
            assertThat(call("STATUS", CONFIG.replace("}", ", \"deadline\": 0}")).stdout()).contains("\"code\": 7", "deadline");
        }
    }
}
