package io.hostport4j.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nft's JSON: {@code listing-1.0.6.json} was recorded, {@code listing-1.1.json} is the same as newer versions write it. */
class ListingTest {
    private final NamedLinks network = new NamedLinks(Map.of("pods0", 7));

    @ParameterizedTest
    @ValueSource(strings = {"1.0.6", "1.1"})
    void allElementsAreReadWithTheirOwners(String version) throws IOException {
        Listing listing = parse(recorded(version));

        assertThat(listing.elements()).extracting(element -> element.set().text() + " " + element).containsExactly(
                "any4 udp . 9 : 10.0.0.9 . 9",
                "any4 tcp . 8080 comment \"net/web/eth0\" : 10.0.0.2 . 80",
                "addr4 192.0.2.53 . sctp . 53 comment \"net/web/eth0\" : 10.0.0.2 . 5353",
                "any6 tcp . 8080 comment \"net/web/eth0\" : fd00::2 . 80",
                "masq_link4 7 . 10.0.0.2 comment \"net/web/eth0\"",
                "masq_link4 77 . 10.0.0.3 comment \"net/dns/eth0\"",
                "masq_self4 10.0.0.2 . 10.0.0.2 comment \"net/web/eth0\"",
                "masq_all4 198.51.100.4 comment \"lan/sip/net1\"",
                "owners 0x9494d062 . 0x00000000 comment \"net/web/eth0\" : ::ffff:10.0.0.2 . 255 . 1 . 5 . 7",
                "owners 0x9494d062 . 0x00000001 comment \"net/web/eth0\" : fd00::2 . 255 . 0 . 5 . 0");
        assertThat(listing.strangers()).isEmpty();
        assertThat(listing.isEmpty()).isFalse();
    }

    @Test
    void packetsAreReadOfElementsThatCountThem() {
        Listing listing = parse(map("any4", """
                [[{"elem": {"val": {"concat": ["tcp", 80]}, "comment": "net/web/eth0", "counter": {"packets": 2, "bytes": 120}}}, {"concat": ["10.0.0.2", 80]}],
                 [{"elem": {"val": {"concat": ["udp", 53]}, "comment": "net/web/eth0"}}, {"concat": ["10.0.0.2", 53]}]]"""));

        assertThat(listing.elements()).hasSize(2);
        assertThat(listing.packets()).hasSize(1).containsEntry(new HostPort(Protocol.TCP, Family.IPV4.unspecified(), 80), 2L);
    }

    @Test
    void aMapMayCountAndDoNothingElseWithItsElements() {
        String counting = map("any4", "[]").replace("\"handle\": 1", "\"handle\": 1, \"stmt\": [{\"counter\": null}]");

        assertThat(new BaseObjects(parse(counting)).faults()).noneMatch(fault -> fault.startsWith("map any4"));
        assertThat(new BaseObjects(parse(counting.replace("counter", "quota"))).faults())
                .contains("map any4 of table inet hostport has other types or flags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.6", "1.1"})
    void aTableThatIsAsItShouldBeHasNoFaults(String version) throws IOException {
        assertThat(new BaseObjects(parse(recorded(version))).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.6", "1.1"})
    void rulesAreInTheWordsOfTheTable(String version) throws IOException {
        Listing listing = parse(recorded(version));

        for (TableChain chain : TableChain.values()) {
            if (chain != TableChain.CONDITIONS) {
                assertThat(listing.rulesOf(chain.text())).extracting(FoundRule::text).isEqualTo(chain.rules());
            }
        }
        assertThat(listing.rulesOf("conditions")).extracting(FoundRule::text)
                .containsExactly("meta nfproto ipv4 tcp dport { 80, 8080-8081 } jump if4_0a492bc6b7edf3e4998737be894ff20e");
        assertThat(listing.rulesOf("if4_0a492bc6b7edf3e4998737be894ff20e")).extracting(FoundRule::text)
                .containsExactly("ip saddr { 10.0.0.0/8, 192.168.0.1-192.168.0.9 } iifname eth0 return", "accept");
    }

    @Test
    void anInterfaceIsAskedForOnceAndNoneNever() throws IOException {
        parse(recorded("1.0.6"));

        assertThat(network.asked()).containsExactly("pods0", "77");
    }

    @Test
    void protocolsMayBeWords() {
        Listing listing = parse(map("any4", "[[{\"concat\": [\"udp\", 53]}, {\"concat\": [\"10.0.0.2\", 53]}]]"));

        assertThat(listing.elements()).extracting(TableElement::toString).containsExactly("udp . 53 : 10.0.0.2 . 53");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"*\"", "[\"*\", {\"concat\": [\"10.0.0.2\", 53]}]", "[{\"range\": [1, 2]}, {\"concat\": [\"10.0.0.2\", 53]}]",
        "[{\"concat\": [{\"range\": [6, 17]}, 53]}, {\"concat\": [\"10.0.0.2\", 53]}]",
        "[{\"concat\": [\"tcp\"]}, {\"concat\": [\"10.0.0.2\", 53]}]", "[{\"concat\": [\"tcp\", 70000]}, {\"concat\": [\"10.0.0.2\", 53]}]",
        "[{\"concat\": [\"gopher\", 70]}, {\"concat\": [\"10.0.0.2\", 53]}]", "[{\"concat\": [6, 53]}, {\"concat\": [\"example.com\", 53]}]",
        "[{\"concat\": [6, 53]}, {\"concat\": [\"fd00::2\", 53]}]", "[{\"concat\": [6, 53]}]", "{}", "null", "[]", "[[]]"})
    void whatIsNoElementOfOursIsAStranger(String element) {
        Listing listing = parse(map("any4", "[" + element + "]"));

        assertThat(listing.elements()).isEmpty();
        assertThat(listing.strangers()).hasSize(1).first().asString()
                .startsWith("map any4 of table inet hostport has an element without an owner: ");
        assertThat(listing.isEmpty()).isFalse();
    }

    @Test
    void elementsOfASetOfAnotherTypeAreNotLookedAt() {
        Listing listing = parse("""
                {"nftables": [{"set": {"family": "inet", "name": "any4", "table": "hostport", "type": "inet_service", "handle": 1,
                "elem": [80]}}]}""");

        assertThat(listing.elements()).isEmpty();
        assertThat(listing.strangers()).isEmpty();
        assertThat(listing.set(TableSet.ANY4).orElseThrow().holdsTheSame(TableSet.ANY4)).isFalse();
    }

    @Test
    void aSetWithALimitIsNotAsItShouldBe() {
        Listing listing = parse(map("any4", "[]").replace("\"handle\": 1", "\"handle\": 1, \"size\": 1"));

        assertThat(new BaseObjects(listing).faults()).contains("map any4 of table inet hostport has other types or flags");
    }

    @Test
    void aChainKnowsWhereItIsHooked() {
        Listing listing = parse("""
                {"nftables": [{"chain": {"name": "a", "handle": 3}},
                {"chain": {"name": "b", "handle": 4, "type": "nat", "hook": "output", "prio": -99, "policy": "accept"}},
                {"chain": {"name": "c", "handle": 5, "type": "filter", "hook": "ingress", "prio": 0, "policy": "drop", "dev": "eth0"}}]}""");

        assertThat(listing.chains()).containsExactly(new FoundChain("a", 3, Optional.empty()),
                new FoundChain("b", 4, Optional.of("nat output -99 accept")),
                new FoundChain("c", 5, Optional.of("filter ingress 0 drop eth0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "{}", "[1, 2", "{\"nftables\": [{\"chain\": {}}]}",
        "{\"nftables\": [{\"table\": {\"handle\": \"x\"}}]}"})
    void whatIsNoListingIsAnErrorThatSaysWhatIsWrong(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(UnreadableListingException.class).hasMessageMatching("(is|has) .*");
    }

    private Listing parse(String json) {
        return Listing.parse(json, new Links(network));
    }

    private static String map(String name, String elements) {
        return "{\"nftables\": [{\"map\": {\"family\": \"inet\", \"name\": \"" + name + "\", \"table\": \"hostport\","
                + " \"type\": [\"inet_proto\", \"inet_service\"], \"handle\": 1, \"map\": \"ipv4_addr . inet_service\","
                + " \"elem\": " + elements + "}}]}";
    }

    private static String recorded(String version) throws IOException {
        try (InputStream json = ListingTest.class.getResourceAsStream("listing-" + version + ".json")) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
