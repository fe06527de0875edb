package io.hostport4j.examples.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.examples.CniError;
import io.hostport4j.testkit.Execution;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the reference plugin and must not be with ours, by the numbers of {@code docs/reference-defects.md}. */
class ReferenceDefectsIT extends DropInNode {
    private static final List<String> BACKENDS = List.of("netlink", "nftables", "iptables");
    private static final int SECOND_MILLIS = 1000;

    static List<String> backends() {
        return BACKENDS;
    }

    static Stream<Arguments> pairs() {
        return Stream.concat(BACKENDS.stream(), Stream.of("reference"))
                .flatMap(made -> BACKENDS.stream().map(configured -> Arguments.of(made, configured)));
    }

    /** 1 */
    @ParameterizedTest
    @MethodSource("backends")
    void aTakenPortIsRefusedAndNotGivenToWhoeverComesFirst(String backend) {
        Plugin.OURS.add(web(backend));
        Call late = call(backend, "late", 3).map("tcp", 8080, 80);

        CniError error = CniError.of(Plugin.OURS.run("ADD", late));
        assertThat(error.code()).isEqualTo(100);
        assertThat(error.msg()).contains("container \"web\"");

        Plugin.OURS.delete(web(backend));
        Plugin.OURS.add(late);
        assertThat(listed()).containsExactlyInAnyOrder("0.0.0.0:8080/tcp -> 10.88.0.3:80",
                "[::]:8080/tcp -> [fd00:88::3]:80");
    }

    /** 2 */
    @ParameterizedTest
    @MethodSource("backends")
    void anIdThatIsUsedAgainLeadsToItsNewContainerAlone(String backend) {
        Plugin.OURS.add(web(backend));
        Plugin.OURS.add(web(backend).at("10.88.0.9/24"));

        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.88.0.9:80");
        assertThat(ruleset()).doesNotContain("10.88.0.2", "fd00:88::2");
    }

    /** 3 */
    @ParameterizedTest
    @MethodSource("backends")
    void addTwiceIsTheSameAsOnce(String backend) {
        Plugin.OURS.add(web(backend));
        String once = ruleset();

        Plugin.OURS.add(web(backend));

        assertThat(ruleset()).isEqualTo(once);
        Plugin.OURS.check(web(backend));
    }

    /** 4 */
    @ParameterizedTest
    @CsvSource({"nftables, ip saddr 198.51.100.0/24, ip saddr 203.0.113.0/24", "iptables, -s 198.51.100.0/24, -s 203.0.113.0/24"})
    void conditionsStayWithTheirContainer(String backend, String words, String otherWords) {
        Call web = call(backend, "web", 2).at("10.88.0.2/24").with("conditionsV4", quoted(words)).map("tcp", 8080, 80);
        Call dns = call(backend, "dns", 3).at("10.88.0.3/24").with("conditionsV4", quoted(otherWords)).map("tcp", 8081, 80);
        Call plain = call(backend, "plain", 4).at("10.88.0.4/24").map("tcp", 8082, 80);

        Plugin.OURS.add(web);
        Plugin.OURS.add(dns);
        Plugin.OURS.add(plain);

        assertThat(ruleset()).contains("198.51.100.0/24", "203.0.113.0/24");
        Plugin.OURS.check(web);
        Plugin.OURS.check(dns);
        Plugin.OURS.check(plain);
        assertThat(Plugin.OURS.run("CHECK", call(backend, "web", 2).at("10.88.0.2/24").map("tcp", 8080, 80)).exitCode()).isEqualTo(1);
        Plugin.OURS.delete(dns);
        Plugin.OURS.check(web);
        assertThat(ruleset()).contains("198.51.100.0/24").doesNotContain("203.0.113.0/24");
    }

    /** 6 */
    @ParameterizedTest
    @MethodSource("backends")
    void networksAndInterfacesOfOneContainerKeepApart(String backend) {
        Call second = call(backend, "web", 3).on("eth1").map("tcp", 8081, 80);
        Call other = Call.of("other", "web", 4).with("backend", "\"" + backend + "\"").map("tcp", 8082, 80);
        Plugin.OURS.add(web(backend));
        Plugin.OURS.add(second);
        Plugin.OURS.add(other);

        Plugin.OURS.delete(web(backend));

        Plugin.OURS.check(second);
        Plugin.OURS.check(other);
        assertThat(listed()).extracting(text -> text.replaceFirst(" ->.*", "")).containsExactlyInAnyOrder(
                "0.0.0.0:8081/tcp", "[::]:8081/tcp", "0.0.0.0:8082/tcp", "[::]:8082/tcp");
    }

    /** 6 */
    @ParameterizedTest
    @MethodSource("backends")
    void aContainersIdMayBeLongerThanAnyComment(String backend) {
        Call lengthy = call(backend, "c".repeat(300), 2).map("tcp", 8080, 80);
        Call neighbour = call(backend, "c".repeat(301), 3).map("tcp", 8081, 80);
        Plugin.OURS.add(lengthy);
        Plugin.OURS.add(neighbour);

        Plugin.OURS.delete(lengthy);

        Plugin.OURS.check(neighbour);
        assertThat(listed()).hasSize(2).allMatch(text -> text.contains(":8081/tcp"));
    }

    /** 7 */
    @ParameterizedTest
    @MethodSource("backends")
    void aProtocolMayBeInCapitals(String backend) {
        Call web = call(backend, "web", 2).map("TCP", 8080, 80).map("Udp", 53, 53);

        Plugin.OURS.add(web);

        Plugin.OURS.check(web);
        assertThat(listed()).hasSize(4).anyMatch(text -> text.startsWith("0.0.0.0:8080/tcp")).anyMatch(text -> text.startsWith("0.0.0.0:53/udp"));
    }

    /** 8 */
    @ParameterizedTest
    @MethodSource("backends")
    void aHostAddressThatIsNoneIsRefused(String backend) {
        String before = ruleset();

        CniError error = CniError.of(Plugin.OURS.run("ADD", call(backend, "web", 2).at("10.88.0.2/24").map("nowhere", "tcp", 8080, 80)));

        assertThat(error.code()).isEqualTo(7);
        assertThat(error.msg()).contains("hostIP").contains("\"nowhere\"");
        assertThat(ruleset()).isEqualTo(before);
    }

    /** 8 */
    @ParameterizedTest
    @MethodSource("backends")
    void aPortBeyond65535IsRefused(String backend) {
        String before = ruleset();

        CniError error = CniError.of(Plugin.OURS.run("ADD", call(backend, "web", 2).map("tcp", 65536 + 80, 80)));

        assertThat(error.code()).isEqualTo(7);
        assertThat(error.msg()).contains("hostPort \"65616\"");
        assertThat(ruleset()).isEqualTo(before);
    }

    /** 9 */
    @ParameterizedTest
    @MethodSource("backends")
    void addEndsFlowsThatNowLeadElsewhereAndNoOthers(String backend) {
        flow("udp", "10.88.0.1", 1001, "10.88.0.9");
        flow("sctp", "10.88.0.1", 1002, "10.88.0.9");
        flow("udp", "203.0.113.5", 1003, "203.0.113.5");
        flow("tcp", "10.88.0.1", 1004, "10.88.0.9");

        Plugin.OURS.add(call(backend, "web", 2).map("udp", 8080, 80).map("sctp", 8080, 80).map("tcp", 8080, 80));

        assertThat(flows()).contains("sport=1003", "sport=1004").doesNotContain("sport=1001", "sport=1002");
    }

    /** 9 */
    @ParameterizedTest
    @MethodSource("backends")
    void delEndsFlowsToItsContainerAndNoOthers(String backend) {
        Call web = call(backend, "web", 2).map("udp", 8080, 80);
        Plugin.OURS.add(web);
        flow("udp", "10.88.0.1", 1001, "10.88.0.2");
        flow("udp", "10.88.0.1", 1002, "10.88.0.9");
        flow("udp", "203.0.113.5", 1003, "10.88.0.2");

        Plugin.OURS.delete(web);

        assertThat(flows()).contains("sport=1002", "sport=1003").doesNotContain("sport=1001");
    }

    /** 10 */
    @ParameterizedTest
    @MethodSource("pairs")
    void delFindsWhatAnotherBackendMade(String made, String configured) {
        if (made.equals("reference")) {
            Plugin.REFERENCE.add(Call.of("web", 2).map("tcp", 8080, 80));
        } else {
            Plugin.OURS.add(web(made));
        }
        assertThat(listed()).hasSize(2);

        Plugin.ours(configured).delete(Call.of("web", 2));

        assertThat(listed()).isEmpty();
        assertThat(ruleset()).doesNotContain("8080");
    }

    /** 11 */
    @ParameterizedTest
    @CsvSource({"netlink, nft flush chain inet hostport prerouting", "nftables, nft flush chain inet hostport output",
            "iptables, iptables -t nat -F PREROUTING", "iptables, iptables -t nat -F OUTPUT", "iptables, ip6tables -t nat -F OUTPUT",
            "iptables, iptables -t nat -F POSTROUTING", "iptables, iptables -t nat -F CNI-HOSTPORT-SETMARK",
            "iptables, ip6tables -t nat -F CNI-HOSTPORT-MASQ"})
    void checkNoticesThatAJumpOrMarkHasGoneAndAddMendsIt(String backend, String damage) {
        Plugin.OURS.add(web(backend));
        Plugin.OURS.check(web(backend));
        String whole = ruleset();

        run(damage.split(" "));

        assertThat(CniError.of(Plugin.OURS.run("CHECK", web(backend))).code()).isEqualTo(101);
        Plugin.OURS.add(web(backend));
        Plugin.OURS.check(web(backend));
        assertThat(ruleset()).isEqualTo(whole);
    }

    /** 12 */
    @ParameterizedTest
    @MethodSource("backends")
    void namesThatAreTheSameWhenJoinedKeepApart(String backend) {
        Call one = Call.of("ab", "c", 2).with("backend", "\"" + backend + "\"").map("tcp", 8080, 80);
        Call two = Call.of("a", "bc", 3).with("backend", "\"" + backend + "\"").map("tcp", 8081, 80);
        Plugin.OURS.add(one);
        Plugin.OURS.add(two);
        Plugin.OURS.check(one);
        Plugin.OURS.check(two);

        Plugin.OURS.delete(one);

        Plugin.OURS.check(two);
        assertThat(listed()).hasSize(2).allMatch(text -> text.contains("10.88.0.3") || text.contains("fd00:88::3"));
    }

    /** 13 */
    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables"})
    void whoComesFirstDoesNotDecideWhichTableTranslates(String backend) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("10.88.0.1"))) {
            String service = """
                    table ip service {
                      chain output { type nat hook output priority -100; ip daddr 10.88.0.1 tcp dport 8080 dnat to 10.88.0.1:%d; }
                    }
                    """.formatted(server.getLocalPort());
            Plugin.OURS.add(web(backend));
            nft(service);
            assertConnects();

            flush();
            nft(service);
            Plugin.OURS.add(web(backend));
            assertConnects();
        }
    }

    /** 14 */
    @ParameterizedTest
    @CsvSource({"nftables, ip6 no such words", "iptables, -m nosuchmatch"})
    void anAddThatFailsInTheMiddleLeavesNothing(String backend, String words) {
        Plugin.OURS.add(web(backend));
        List<String> before = NatTables.read().lines();
        String rulesBefore = ruleset();

        Execution failed = Plugin.OURS.run("ADD", call(backend, "late", 3).with("conditionsV6", quoted(words)).map("tcp", 8081, 80));

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(NatTables.read().lines()).isEqualTo(before);
        assertThat(ruleset()).isEqualTo(rulesBefore);
    }

    /** 15 */
    @ParameterizedTest
    @MethodSource("backends")
    void loopbackIsOpenedOnlyForWhoNeedsItAndClosedBehindTheLast(String backend) throws IOException {
        Plugin.OURS.add(call(backend, "one", 2).map("192.0.2.1", "tcp", 8080, 80).map("::", "tcp", 8080, 80));
        Plugin.OURS.add(call(backend, "two", 3).with("snat", "false").map("tcp", 8081, 80));
        assertThat(routeLocalnet()).isEqualTo("0");

        Plugin.OURS.add(call(backend, "web", 4).map("tcp", 8082, 80));
        assertThat(routeLocalnet()).isNotEqualTo("0");
        Plugin.OURS.delete(call(backend, "web", 4));
        assertThat(routeLocalnet()).isEqualTo("0");

        Plugin.OURS.add(call(backend, "web", 4).map("tcp", 8082, 80));
        Plugin.OURS.add(call(backend, "dns", 5).map("udp", 53, 53));
        Plugin.OURS.delete(call(backend, "dns", 5));
        assertThat(routeLocalnet()).isNotEqualTo("0");

        Plugin.OURS.delete(call(backend, "one", 2));
        Plugin.OURS.delete(call(backend, "two", 3));
        assertThat(routeLocalnet()).isNotEqualTo("0");
        Plugin.OURS.delete(call(backend, "web", 4));
        assertThat(routeLocalnet()).isEqualTo("0");
    }

    private static Call call(String backend, String container, int number) {
        return Call.of(container, number).with("backend", "\"" + backend + "\"");
    }

    private static Call web(String backend) {
        return call(backend, "web", 2).map("tcp", 8080, 80);
    }

    private static String quoted(String words) {
        return "[\"" + words.replace(" ", "\", \"") + "\"]";
    }

    /** All forwards there are, wherever they are kept; not every backend notes the interface, so without their owners. */
    private static List<String> listed() {
        try (HostPorts hostPorts = HostPorts.open()) {
            return hostPorts.list().stream().map(forward -> forward.hostPort() + " -> " + forward.target()).toList();
        }
    }

    /** From a client's port to 8080 of an address, answered by port 80 of another one. */
    private static void flow(String protocol, String address, int clientPort, String answering) {
        String state = switch (protocol) {
            case "tcp" -> " --state ESTABLISHED";
            case "sctp" -> " --state ESTABLISHED --orig-vtag 1 --reply-vtag 2";
            default -> "";
        };
        run(("conntrack -I -t 600 -s 198.51.100.1 -d %s -r %s -q 198.51.100.1 -p %s --sport %d --dport 8080 --reply-port-src 80 --reply-port-dst %d%s"
                .formatted(address, answering, protocol, clientPort, clientPort, state)).split(" "));
    }

    private static String flows() {
        return run("conntrack", "-L");
    }

    private static String routeLocalnet() throws IOException {
        return Files.readString(Path.of("/proc/sys/net/ipv4/conf/pods0/route_localnet")).strip();
    }

    private static void assertConnects() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("10.88.0.1", 8080), SECOND_MILLIS);
        }
    }
}
