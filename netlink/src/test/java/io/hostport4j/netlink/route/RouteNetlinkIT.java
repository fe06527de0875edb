package io.hostport4j.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers about a namespace that {@code ip} has furnished, compared with what {@code ip} says of it. */
@RequiresNamespaces
@RequiresTools("ip")
class RouteNetlinkIT {
    private static NetNamespace node;
    private static NetNamespace pod;
    private static RouteNetlink route;

    @BeforeAll
    static void furnish() throws Exception {
        node = NetNamespace.create("route-node");
        pod = NetNamespace.create("route-pod");
        for (String command : List.of(
                "link add br0 type bridge",
                "link set br0 up mtu 1400",
                "address add 10.5.0.1/24 dev br0",
                "address add fd05::1/64 dev br0 nodad",
                "link add port0 type veth peer name eth0 netns /run/netns/route-pod",
                "link set port0 up master br0",
                "link set port0 type bridge_slave hairpin on",
                "link add port1 type veth peer name loose",
                "link set port1 master br0",
                "link add ptp type veth peer name ptp-peer",
                "link set ptp up",
                "link set ptp-peer up",
                "address add 10.6.0.1 peer 10.6.0.2/32 dev ptp",
                "route add 192.0.2.0/24 via 10.5.0.9",
                "route add 198.51.100.0/24 via inet6 fd05::9 dev br0",
                "route add 2001:db8::/64 via fd05::9",
                "route add 203.0.113.0/24 via 10.5.0.8 table 1000",
                "rule add to 203.0.113.0/24 lookup 1000",
                "route add blackhole 10.10.0.0/24",
                "route add prohibit 10.11.0.0/24",
                "route add unreachable 10.12.0.0/24",
                "route add throw 10.13.0.0/24",
                "-6 route add blackhole fd10::/64",
                "-6 route add prohibit fd11::/64",
                "-6 route add unreachable fd12::/64")) {
            ip(command);
        }
        route = node.call(() -> RouteNetlink.open(Syscalls.ofThisJvm()));
    }

    @AfterAll
    static void close() {
        route.close();
        pod.close();
        node.close();
    }

    @ParameterizedTest
    @CsvSource({
        "10.5.0.7, br0, , 10.5.0.1, UNICAST, 254",
        "192.0.2.1, br0, 10.5.0.9, 10.5.0.1, UNICAST, 254",
        "198.51.100.1, br0, fd05::9, 10.5.0.1, UNICAST, 254",
        "203.0.113.1, br0, 10.5.0.8, 10.5.0.1, UNICAST, 1000",
        "10.5.0.1, lo, , 10.5.0.1, LOCAL, 255",
        "10.5.0.255, br0, , 10.5.0.1, BROADCAST, 255",
        "10.6.0.2, ptp, , 10.6.0.1, UNICAST, 254",
        "fd05::7, br0, , fd05::1, UNICAST, 254",
        "2001:db8::1, br0, fd05::9, fd05::1, UNICAST, 254",
        "fd05::1, lo, , fd05::1, LOCAL, 255",
    })
    void routeOfAPacketIsFound(String destination, String link, String gateway, String source, RouteType type, int table)
            throws Exception {
        Route found = route.route(InetAddress.getByName(destination)).orElseThrow();

        assertThat(found.outputInterface()).isEqualTo(route.link(link).orElseThrow().index());
        assertThat(found.gateway().map(InetAddress::getHostAddress)).isEqualTo(host(gateway));
        assertThat(found.preferredSource().map(InetAddress::getHostAddress)).isEqualTo(host(source));
        assertThat(found.type()).isEqualTo(type);
        assertThat(found.table()).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "8.8.8.8", "10.10.0.1", "10.11.0.1", "10.12.0.1", "10.13.0.1", "2001:db8:1::1", "fd10::1", "fd11::1", "fd12::1"})
    void noRouteLeadsToWhatIsUnreachable(String destination) throws Exception {
        assertThat(route.route(InetAddress.getByName(destination))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.5.0.7, 24", "198.51.100.1, 24", "10.6.0.2, 32", "fd05::7, 64", "2001:db8::1, 64"})
    void theEntryThatARouteComesFromIsMatchedByItsPrefix(String destination, int length) throws Exception {
        assertThat(route.matchedPrefix(InetAddress.getByName(destination))).hasValue(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "2001:db8:1::1"})
    void nothingIsMatchedWhereNoRouteIs(String destination) throws Exception {
        assertThat(route.matchedPrefix(InetAddress.getByName(destination))).isEmpty();
    }

    @Test
    void theAddressesOfAnotherNamespaceAreTold() {
        pod.exec("ip", "address", "add", "10.5.0.7/24", "dev", "eth0").orThrow();
        Link port = route.link("port0").orElseThrow();

        assertThat(route.addressesOf(port.lowerNetnsId().orElseThrow()).orElseThrow())
                .extracting(LinkAddress::link, address -> address.address().getHostAddress())
                .contains(tuple(port.lower().orElseThrow(), "10.5.0.7"));
    }

    @Test
    void anUnknownNamespaceHasNoAddresses() {
        assertThat(route.addressesOf(4711).orElse(List.of())).isEmpty();
        assertThat(route.addresses()).isNotEmpty();
    }

    @Test
    void aRefusedLookupDoesNotSpoilTheNextOne() throws Exception {
        route.route(InetAddress.getByName("8.8.8.8"));

        assertThat(route.route(InetAddress.getByName("10.5.0.7"))).isPresent();
    }

    @Test
    void linksAreThoseOfIp() throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode link : json("-d link show")) {
            JsonNode port = link.path("linkinfo");
            expected.add(String.join(" ", link.path("ifindex").asText(), link.path("ifname").asText(),
                    port.path("info_kind").asText("-"), link.path("link_type").asText(),
                    Boolean.toString(link.path("flags").toString().contains("\"UP\"")), link.path("mtu").asText(),
                    link.path("master").asText("-"), link.path("link_netnsid").asText("-"),
                    Boolean.toString(port.path("info_slave_data").path("hairpin").asBoolean())));
        }

        List<Link> links = route.links();

        assertThat(links).extracting(RouteNetlinkIT::asIpSaysIt).containsExactlyElementsOf(expected).hasSize(7);
        assertThat(expected).filteredOn(link -> link.endsWith("true")).hasSize(1);
    }

    @Test
    void aLinkIsFoundByNameAndByIndex() {
        Link bridge = route.link("br0").orElseThrow();

        assertThat(bridge.mtu()).isEqualTo(1400);
        assertThat(bridge.up()).isTrue();
        assertThat(route.link(bridge.index())).contains(bridge);
        assertThat(route.links()).contains(bridge);
    }

    @Test
    void aPeerInTheSameNamespaceHasNoNamespaceId() {
        Link port = route.link("port1").orElseThrow();

        assertThat(port.lower()).hasValue(route.link("loose").orElseThrow().index());
        assertThat(port.lowerNetnsId()).isEmpty();
    }

    @Test
    void aLinkThatIsNotThereIsEmpty() {
        assertThat(route.link("none")).isEmpty();
        assertThat(route.link(4711)).isEmpty();
    }

    @Test
    void anImpossibleNameIsRefusedInTheKernelsWords() {
        assertThatThrownBy(() -> route.link("a-name-of-more-than-15-bytes"))
                .isInstanceOfSatisfying(NetlinkException.class, e -> {
                    assertThat(e.errno()).isEqualTo(Errno.ERANGE);
                    assertThat(e.operation()).isEqualTo("get link by name");
                    assertThat(e.kernelText()).isPresent();
                    assertThat(e.offset()).isPresent();
                });
    }

    @Test
    void addressesAreThoseOfIp() throws Exception {
        List<String> expected = new ArrayList<>();
        for (JsonNode link : json("address show")) {
            for (JsonNode address : link.path("addr_info")) {
                expected.add(String.join(" ", link.path("ifindex").asText(),
                        InetAddress.getByName(address.path("local").asText()).getHostAddress(), address.path("prefixlen").asText(),
                        address.path("scope").asText()));
            }
        }

        List<LinkAddress> addresses = route.addresses();

        assertThat(addresses).extracting(RouteNetlinkIT::asIpSaysIt).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).hasSizeGreaterThan(5);
    }

    @Test
    void manyAddressesComeInSeveralPieces() throws Exception {
        node.exec("sh", "-c", "for a in 1 2 3 4; do for b in $(seq 250); do echo address add 10.7.$a.$b/32 dev ptp; done; done"
                + " | ip -batch -").orThrow();
        try {
            assertThat(route.addresses()).filteredOn(address -> address.address().getHostAddress().startsWith("10.7.")).hasSize(1000);
        } finally {
            ip("address flush dev ptp to 10.7.0.0/16");
        }
    }

    private static String asIpSaysIt(Link link) {
        return String.join(" ", Integer.toString(link.index()), link.name(), link.kind().orElse("-"),
                link.loopback() ? "loopback" : "ether", Boolean.toString(link.up()), Integer.toString(link.mtu()),
                link.master().isPresent() ? route.link(link.master().getAsInt()).orElseThrow().name() : "-",
                link.lowerNetnsId().isPresent() ? Integer.toString(link.lowerNetnsId().getAsInt()) : "-",
                Boolean.toString(link.hairpin()));
    }

    private static String asIpSaysIt(LinkAddress address) {
        String scope = address.scope() == AddressScope.UNIVERSE ? "global" : address.scope().name().toLowerCase(Locale.ROOT);
        return String.join(" ", Integer.toString(address.link()), address.address().getHostAddress(),
                Integer.toString(address.prefixLength()), scope);
    }

    private static Optional<String> host(String address) throws Exception {
        return address == null ? Optional.empty() : Optional.of(InetAddress.getByName(address).getHostAddress());
    }

    private static JsonNode json(String command) throws Exception {
        return new ObjectMapper().readTree(ip("-j " + command));
    }

    private static String ip(String command) {
        return node.exec(("ip " + command).split(" ")).orThrow().stdout();
    }
}
