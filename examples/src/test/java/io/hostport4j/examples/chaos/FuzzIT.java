package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.memory.MemoryBackendProvider;
import io.hostport4j.testkit.memory.MemoryNetwork;
import io.hostport4j.testkit.memory.MemoryNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that are nearly valid, from the plugin's main entry on: every answer is one that CNI knows, nothing stays open, and nothing
 * but forwards gets into the node. Usually 5,000, with {@code -Dchaos.full=true} 100,000; first of all those that once found something.
 */
class FuzzIT extends ChaosNode {
    private static final int BATCH = 20;
    private static final String MARK_RULE = ".* -A CNI-HOSTPORT-(SETMARK .*--set-xmark|MASQ -m mark --mark) 0x\\p{XDigit}+/0x\\p{XDigit}+( -j MASQUERADE)?";
    private static final String FOREIGN = "table inet foreign { chain input { type filter hook input priority 0; tcp dport 22 accept; }; }";

    @Test
    void everyAnswerIsOneThatCniKnows() throws IOException {
        MemoryNode node = new MemoryNode();
        MemoryBackendProvider provider = new MemoryBackendProvider(node, EnumSet.complementOf(EnumSet.of(Capability.OWN_SOCKETS)));
        PluginInProcess plugin = new PluginInProcess(options -> {
            MemoryNetwork network = new MemoryNetwork(node);
            return new HostPorts(new OpenedBackend("memory", provider.capabilities(), provider.open(new Settings(network, options.mark()))),
                    List.of(), network, Duration.ofSeconds(30), InstantSource.system());
        });
        Map<Integer, Integer> codes = new TreeMap<>();
        OpenThings before = OpenThings.now();
        for (long seed : seeds("fuzz, memory", Scale.of(4600, 97_000))) {
            Request request = new Mutator(seed).request(List.of("", "netlink"));
            Answer answer = plugin.call(request.environment(), request.stdin());
            assertThat(AnswerRules.fault(request, answer)).as("%s, to %s", answer, request).isEmpty();
            // Nothing here refuses a change.
            assertThat(answer.code()).as("%s", request).isNotEqualTo(999);
            codes.merge(answer.code(), 1, Integer::sum);
            assertThat(node.openBackends()).as("%s", request).isZero();
        }
        System.out.println("fuzz, memory: answers by code " + codes);
        assertThat(OpenThings.now()).isEqualTo(before);
        assertThat(codes).containsKeys(0, 1, 4, 6, 7, 100, 101);
    }

    @ParameterizedTest
    @CsvSource({"netlink, 200, 2000", "nftables, 100, 500", "iptables, 100, 500"})
    void nothingButForwardsGetsIntoTheNode(String backend, int usual, int full) throws IOException {
        Rules.run("nft", FOREIGN);
        Rules.run("iptables", "-t", "nat", "-N", "KUBE-MARK-MASQ");
        Rules.run("ip6tables", "-t", "nat", "-N", "KUBE-MARK-MASQ");
        PluginInProcess plugin = PluginInProcess.onTheKernel();
        Set<String> ours = Set.of();
        for (String name : new TreeSet<>(List.of("netlink", backend))) {
            Pod first = Pod.numbered(99, new Candidate(name));
            assertThat(plugin.call(first.environment("ADD"), first.input(List.of(Port.tcp(9999)))).isSuccess()).isTrue();
            ours = name.equals("netlink") ? Set.copyOf(baseChains()) : ours;
            assertThat(plugin.call(first.environment("DEL"), first.input(List.of())).isSuccess()).isTrue();
        }
        String empty = withoutMark(NodeRules.now());
        Map<Integer, Integer> codes = new TreeMap<>();
        OpenThings before = OpenThings.now();
        List<Request> batch = new ArrayList<>();
        for (long seed : seeds("fuzz, " + backend, Scale.of(usual, full))) {
            Request request = new Mutator(seed).request(List.of(backend));
            batch.add(request);
            Answer answer = plugin.call(request.environment(), request.stdin());
            assertThat(AnswerRules.fault(request, answer)).as("%s, to %s", answer, request).isEmpty();
            codes.merge(answer.code(), 1, Integer::sum);
            if (answer.code() == 999) {
                System.out.println(answer.stdout().replaceAll("\\s+", " "));
            }
            if (batch.size() == BATCH) {
                checkNode(batch, ours, empty);
                batch.clear();
            }
        }
        checkNode(batch, ours, empty);
        System.out.println("fuzz, " + backend + ": answers by code " + codes);
        assertThat(OpenThings.now()).isEqualTo(before);
    }

    private static void checkNode(List<Request> batch, Set<String> ours, String empty) {
        assertThat(made()).as(() -> "after seeds " + batch.stream().map(Request::seed).toList()).noneMatch(line -> line.contains("pwned"));
        if (Rules.table().contains("inet hostport")) {
            assertThat(baseChains()).as(() -> "after seeds " + batch.stream().map(Request::seed).toList()).isSubsetOf(ours);
        }
        try (HostPorts hostPorts = HostPorts.open()) {
            hostPorts.list().stream().map(forward -> forward.owner().network()).distinct()
                    .forEach(network -> hostPorts.retain(network, List.of()));
        }
        assertThat(withoutMark(NodeRules.now())).as(() -> "after seeds " + batch.stream().map(Request::seed).toList()).isEqualTo(empty);
    }

    /** The tables and chains of the node, and where rules jump to. */
    private static List<String> made() {
        String all = Rules.run("nft", "--stateless", "list", "ruleset") + Rules.run("iptables-save") + Rules.run("ip6tables-save");
        return all.lines().map(line -> line.replaceAll("comment \"[^\"]*\"|--comment (\"[^\"]*\"|\\S+)", "").strip())
                .filter(line -> line.matches("(table|chain|:|.*jump|.*goto|.*-j|.*-g) ?.*")).toList();
    }

    /** The rules that our table has whatever the forwards are. */
    private static List<String> baseChains() {
        List<String> rules = new ArrayList<>();
        String chain = "";
        for (String line : Rules.run("nft", "--stateless", "list", "table", "inet", "hostport").lines().map(String::strip)
                .filter(line -> !line.isEmpty()).toList()) {
            chain = line.startsWith("chain ") || line.startsWith("set ") || line.startsWith("map ") ? line : chain;
            if (chain.startsWith("chain ") && !chain.matches("chain (conditions|if[46]_\\p{XDigit}{32}) \\{")) {
                rules.add(chain + " " + line);
            }
        }
        return rules;
    }

    /** Rules for bits that mark packets stay, one for each bit that was ever asked for, as with the reference. */
    private static String withoutMark(NodeRules rules) {
        return rules.toString().lines().filter(line -> !line.matches(MARK_RULE))
                .collect(Collectors.joining("\n"));
    }

    /** Those of the corpus, and new ones. */
    private static List<Long> seeds(String test, int count) throws IOException {
        List<Long> seeds = new ArrayList<>();
        try (var corpus = FuzzIT.class.getResourceAsStream("seeds")) {
            new String(corpus.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty()).map(Long::valueOf).forEach(seeds::add);
        }
        long first = Scale.seed(test);
        LongStream.range(first, first + count).forEach(seeds::add);
        return seeds;
    }
}
