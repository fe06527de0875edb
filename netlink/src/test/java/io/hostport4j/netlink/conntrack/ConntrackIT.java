package io.hostport4j.netlink.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.AddressFamily;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flows that real packets made, compared with what {@code conntrack} says of them. */
@RequiresNamespaces
@RequiresTools({"nft", "conntrack", "ip"})
class ConntrackIT {
    private static final int UDP = 17;
    private static final int ICMP = 1;
    private static final String RULES = """
            table inet nat {
                chain output {
                    type nat hook output priority -100;
                    ip daddr 10.3.0.1 udp dport 8080 dnat ip to 10.3.0.9:5353
                    ip6 daddr fd03::1 udp dport 8080 dnat ip6 to [fd03::9]:5353
                    udp dport 7000 ct mark set 7
                }
                chain zones {
                    type filter hook output priority -300;
                    udp dport 7100 ct zone set 9
                    udp dport 7101 ct original zone set 10
                }
            }
            """;

    private NetNamespace node;
    private Conntrack conntrack;

    @BeforeEach
    void furnish() throws Exception {
        node = NetNamespace.create("conntrack");
        for (String address : List.of("10.3.0.1", "10.3.0.2", "10.3.0.9", "fd03::1", "fd03::2", "fd03::9")) {
            node.exec("ip", "address", "add", address, "dev", "lo", "nodad").orThrow();
        }
        node.exec("nft", RULES).orThrow();
        conntrack = node.call(() -> Conntrack.open(Syscalls.ofThisJvm()));
    }

    @AfterEach
    void close() {
        conntrack.close();
        node.close();
    }

    @Test
    void withoutFlowsTheListIsEmpty() {
        assertThat(conntrack.list(FlowFilter.any())).isEmpty();
        assertThat(conntrack.list(toPort(AddressFamily.IPV4, 8080))).isEmpty();
        assertThat(conntrack.deleteMatching(FlowFilter.any())).isZero();
    }

    @Test
    void aNamespaceThatTracksNothingHasNoFlows() throws Exception {
        try (NetNamespace untracked = NetNamespace.create("untracked");
                Conntrack there = untracked.call(() -> Conntrack.open(Syscalls.ofThisJvm()))) {
            assertThat(there.list(FlowFilter.any())).isEmpty();
        }
    }

    @Test
    void flowsAreThoseThatConntrackLists() throws Exception {
        send(40001, "10.3.0.1", 8080);
        send(40002, "10.3.0.2", 8080);
        send(40003, "fd03::1", 8080);
        send(40004, "10.3.0.1", 7000);
        ping("10.3.0.2");
        ping("fd03::2");

        List<Flow> flows = conntrack.list(FlowFilter.any());

        assertThat(flows).extracting(Flow::id).containsExactlyInAnyOrderElementsOf(idsSeenByTheTool()).hasSize(6);
        for (Flow flow : flows) {
            assertThat(lineOfTheTool(flow)).contains(asTheToolSaysIt(flow));
        }
    }

    @Test
    void aTranslatedFlowHasItsTargetAsReplySource() throws Exception {
        send(40001, "10.3.0.1", 8080);

        Flow flow = only(conntrack.list(FlowFilter.any()));

        assertThat(flow.protocol()).isEqualTo(UDP);
        assertThat(flow.original()).isEqualTo(new FlowTuple(address("10.3.0.1"), 40001, address("10.3.0.1"), 8080));
        assertThat(flow.reply()).isEqualTo(new FlowTuple(address("10.3.0.9"), 5353, address("10.3.0.1"), 40001));
        assertThat(flow.isDestinationTranslated()).isTrue();
        assertThat(flow.isSourceTranslated()).isFalse();
        assertThat(flow.isAnswered()).isFalse();
    }

    @Test
    void theKernelsFilterAndOursAgreeOnEveryCondition() throws Exception {
        send(40001, "10.3.0.1", 8080);
        send(40002, "10.3.0.2", 8080);
        send(40003, "10.3.0.2", 8081);
        send(40004, "fd03::1", 8080);
        send(40005, "fd03::2", 8080);
        ping("10.3.0.2");
        List<Flow> all = conntrack.list(FlowFilter.any());
        FlowFilter v4 = FlowFilter.of(AddressFamily.IPV4, UDP);
        FlowFilter v6 = FlowFilter.of(AddressFamily.IPV6, UDP);

        assertThat(all).hasSize(6);
        assertChosen(all, v4, 3);
        assertChosen(all, v6, 2);
        assertChosen(all, FlowFilter.of(AddressFamily.IPV4, ICMP), 1);
        assertChosen(all, v4.withOriginalDestinationPort(8080), 2);
        assertChosen(all, v6.withOriginalDestinationPort(8080), 2);
        assertChosen(all, v4.withOriginalDestination(address("10.3.0.2")), 2);
        assertChosen(all, v6.withOriginalDestination(address("fd03::2")), 1);
        assertChosen(all, v4.withReplySource(address("10.3.0.9")), 1);
        assertChosen(all, v6.withReplySource(address("fd03::9")), 1);
        assertChosen(all, v4.withReplySourcePort(5353), 1);
        assertChosen(all, v6.withReplySourcePort(5353), 1);
        assertChosen(all, v6.withReplySource(address("fd03::9")).withOriginalDestination(address("fd03::1"))
                .withOriginalDestinationPort(8080).withReplySourcePort(5353), 1);
        assertChosen(all, v4.withStatus(Flow.IPS_DST_NAT), 1);
        assertChosen(all, FlowFilter.any().withStatus(Flow.IPS_DST_NAT), 2);
        assertChosen(all, v6.withOriginalDestinationPort(8080).withStatus(Flow.IPS_DST_NAT), 1);
        assertChosen(all, FlowFilter.any().withReplySource(address("10.3.0.2")), 3);
        assertChosen(all, FlowFilter.any().withOriginalDestinationPort(8080), 4);
    }

    @Test
    void flowsAreCountedByNamespace() throws Exception {
        assertThat(conntrack.count()).isZero();
        send(40001, "10.3.0.1", 8080);
        send(40002, "fd03::1", 8080);

        assertThat(conntrack.count()).isEqualTo(2);
        try (NetNamespace other = NetNamespace.create("uncounted"); Conntrack there = other.call(() -> Conntrack.open(Syscalls.ofThisJvm()))) {
            assertThat(there.count()).isZero();
        }
    }

    @Test
    void onlyTheChosenFlowsAreDeleted() throws Exception {
        send(40001, "10.3.0.1", 8080);
        send(40002, "10.3.0.1", 8080);
        send(40003, "10.3.0.2", 8080);
        send(40004, "fd03::1", 8080);

        int deleted = conntrack.deleteMatching(toPort(AddressFamily.IPV4, 8080).withReplySource(address("10.3.0.9")));

        assertThat(deleted).isEqualTo(2);
        assertThat(conntrack.list(FlowFilter.any())).extracting(flow -> flow.original().sourcePort())
                .containsExactlyInAnyOrder(40003, 40004);
        assertThat(idsSeenByTheTool()).hasSize(2);
    }

    @Test
    void aFurtherConditionChoosesAmongTheFiltered() throws Exception {
        send(40001, "10.3.0.1", 8080);
        send(40002, "10.3.0.2", 8080);
        Predicate<Flow> notToTheTarget = flow -> !flow.reply().source().getHostAddress().equals("10.3.0.9");

        assertThat(conntrack.deleteMatching(toPort(AddressFamily.IPV4, 8080), notToTheTarget)).isEqualTo(1);

        assertThat(only(conntrack.list(FlowFilter.any())).original().sourcePort()).isEqualTo(40001);
    }

    @Test
    void hundredsOfFlowsAreDeletedAtOnce() throws Exception {
        node.call(() -> {
            for (int port = 20000; port < 20500; port++) {
                sendHere(port, "10.3.0.2", 8080);
            }
            return null;
        });
        send(40001, "10.3.0.2", 8081);

        assertThat(conntrack.deleteMatching(toPort(AddressFamily.IPV4, 8080))).isEqualTo(500);
        assertThat(conntrack.list(FlowFilter.any())).hasSize(1);
    }

    @Test
    void pingsAreDeletedExactlyToo() throws Exception {
        ping("10.3.0.2");
        ping("10.3.0.9");
        ping("fd03::2");
        Flow flow = only(conntrack.list(FlowFilter.any().withOriginalDestination(address("10.3.0.2"))));
        Flow flow6 = only(conntrack.list(FlowFilter.any().withOriginalDestination(address("fd03::2"))));

        assertThat(conntrack.delete(flow)).isTrue();
        assertThat(conntrack.delete(flow6)).isTrue();

        assertThat(only(conntrack.list(FlowFilter.any())).original().destination()).isEqualTo(address("10.3.0.9"));
    }

    @Test
    void aFlowOfAnotherZoneIsDeletedThere() throws Exception {
        send(40001, "10.3.0.2", 7100);
        send(40002, "10.3.0.2", 7101);

        List<Flow> flows = conntrack.list(FlowFilter.of(AddressFamily.IPV4, UDP));
        // The answer's way through the host is tracked apart in these zones.
        assertThat(flows).filteredOn(flow -> flow.zone() != 0).extracting(Flow::zone).containsExactlyInAnyOrder(9, 10);

        for (Flow flow : flows) {
            assertThat(conntrack.delete(flow)).as(flow.toString()).isTrue();
        }
        assertThat(conntrack.list(FlowFilter.any())).isEmpty();
    }

    @Test
    void aFlowThatIsGoneAlreadyIsNoError() throws Exception {
        send(40001, "10.3.0.2", 8080);
        Flow flow = only(conntrack.list(FlowFilter.any()));

        assertThat(conntrack.delete(flow)).isTrue();
        assertThat(conntrack.delete(flow)).isFalse();
    }

    @Test
    void aNewerFlowWithTheSameTupleSurvives() throws Exception {
        send(40001, "10.3.0.2", 8080);
        Flow older = only(conntrack.list(FlowFilter.any()));
        // The id comes from the place in memory, which would be used again at once.
        Flow newer = older;
        for (int keepsThePlace = 41000; newer.id() == older.id() && keepsThePlace < 41100; keepsThePlace++) {
            assertThat(conntrack.delete(newer)).isTrue();
            send(keepsThePlace, "10.3.0.2", 8080);
            send(40001, "10.3.0.2", 8080);
            newer = only(conntrack.list(FlowFilter.any()).stream().filter(flow -> flow.original().equals(older.original())).toList());
        }
        assertThat(newer.id()).isNotEqualTo(older.id());

        assertThat(conntrack.delete(older)).isFalse();

        assertThat(conntrack.list(FlowFilter.any())).contains(newer);
    }

    private void assertChosen(List<Flow> all, FlowFilter filter, int count) {
        assertThat(conntrack.list(filter)).as(filter.toString()).hasSize(count)
                .extracting(Flow::id).containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(filter::matches).map(Flow::id).toList());
    }

    private static FlowFilter toPort(AddressFamily family, int port) {
        return FlowFilter.of(family, UDP).withOriginalDestinationPort(port);
    }

    /** A packet from the same address, to a port where nobody is; the refusal does not change the flow. */
    private void send(int from, String to, int port) throws Exception {
        node.call(() -> {
            sendHere(from, to, port);
            return null;
        });
    }

    private static void sendHere(int from, String to, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(to, from))) {
            socket.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(to, port)));
        }
    }

    /** By ICMP, because this JVM is root in its namespaces. */
    private void ping(String to) throws Exception {
        assertThat(node.call(() -> address(to).isReachable(1000))).isTrue();
    }

    /** Older ones list IPv4 alone unless asked for IPv6, newer ones both at once. */
    private String tool() {
        return node.exec("conntrack", "-L", "-o", "extended,id").orThrow().stdout()
                + node.exec("conntrack", "-L", "-f", "ipv6", "-o", "extended,id").orThrow().stdout();
    }

    private List<Integer> idsSeenByTheTool() {
        return Pattern.compile(" id=(\\d+)$", Pattern.MULTILINE).matcher(tool()).results()
                .map(id -> Integer.parseUnsignedInt(id.group(1))).distinct().toList();
    }

    private String lineOfTheTool(Flow flow) {
        Matcher line = Pattern.compile(".* id=" + Integer.toUnsignedString(flow.id()) + "$", Pattern.MULTILINE).matcher(tool());
        assertThat(line.find()).isTrue();
        return line.group();
    }

    /** The parts of the tool's line, which has spaces of varying number and a timeout between them. */
    private static String[] asTheToolSaysIt(Flow flow) {
        return new String[] {
            flow.family() == AddressFamily.IPV4 ? "ipv4" : "ipv6", " " + flow.protocol() + " ", tuple(flow, flow.original()),
            tuple(flow, flow.reply()), "mark=" + Integer.toUnsignedString(flow.mark()),
            flow.isAnswered() ? "" : "[UNREPLIED]"};
    }

    private static String tuple(Flow flow, FlowTuple tuple) {
        String addresses = "src=" + text(tuple.source()) + " dst=" + text(tuple.destination());
        return flow.protocol() == UDP
                ? addresses + " sport=" + tuple.sourcePort() + " dport=" + tuple.destinationPort()
                : addresses + " type=" + (tuple.destinationPort() >> 8) + " code=" + (tuple.destinationPort() & 0xff) + " id="
                        + tuple.sourcePort();
    }

    /** With the zeros of IPv6 left out, as C prints them; enough for the addresses of this test. */
    private static String text(InetAddress address) {
        return address.getHostAddress().replaceFirst("(:0)+:", "::");
    }

    private static Flow only(List<Flow> flows) {
        assertThat(flows).hasSize(1);
        return flows.get(0);
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }
}
