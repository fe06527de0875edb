package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.table.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in the rule set: they stay with their container, and do nothing but what they are for. */
class ConditionsIT extends BackendIT {
    private final HostPortRequest plain = dualStack(DNS, 3, PortMapping.tcp(8081, 80));
    private final HostPortRequest conditional = with(request(8080), "ip saddr 10.0.0.0/8", "ip6 saddr fd00::/8");

    @Test
    void theyAreRulesBesideTheMapsThatNameTheirOwner() {
        hostPorts.add(with(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8081, 80), PortMapping.tcp(90, 80),
                PortMapping.udp(53, 53).on(ip("192.0.2.1"))), "ip saddr { 10.1.0.0/16, 10.3.0.1 }", "ip6 saddr fd00::/8"));

        assertThat(chain("conditions")).containsExactly(
                "ip daddr 192.0.2.1 udp dport 53 jump " + gate(4) + " comment \"net/web/eth0\"",
                "meta nfproto ipv4 tcp dport { 90, 8080-8081 } jump " + gate(4) + " comment \"net/web/eth0\"",
                "meta nfproto ipv6 tcp dport { 90, 8080-8081 } jump " + gate(6) + " comment \"net/web/eth0\"");
        assertThat(chain(gate(4))).containsExactly("ip saddr { 10.1.0.0/16, 10.3.0.1 } return comment \"net/web/eth0\"", "accept");
        assertThat(chain(gate(6))).containsExactly("ip6 saddr fd00::/8 return comment \"net/web/eth0\"", "accept");
    }

    @Test
    void othersAreNotTouched() {
        hostPorts.add(plain);
        String before = listing();

        hostPorts.add(conditional);
        hostPorts.check(plain);
        hostPorts.check(conditional);
        assertThat(hostPorts.remove(WEB)).hasSize(2);

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void aCheckKnowsTheConditionsAndMissesThem() {
        hostPorts.add(conditional);

        hostPorts.check(conditional);
        assertThatThrownBy(() -> hostPorts.check(request(8080))).isInstanceOf(CheckFailedException.class);
        assertThatThrownBy(() -> hostPorts.check(with(request(8080), "ip saddr 10.0.0.0/9", "ip6 saddr fd00::/8")))
                .isInstanceOf(CheckFailedException.class);
    }

    @Test
    void anAddWithOtherConditionsReplacesThemAndOneWithoutTakesThemAway() {
        hostPorts.add(conditional);

        HostPortRequest other = with(request(8080), "iifname != eth9", "ip6 saddr fd00::/8");
        hostPorts.add(other);
        hostPorts.check(other);
        assertThat(chain(gate(4))).containsExactly("iifname != \"eth9\" return comment \"net/web/eth0\"", "accept");
        hostPorts.add(request(8080));

        hostPorts.check(request(8080));
        assertThat(chain("conditions")).isEmpty();
        assertThat(listing()).doesNotContain("if4_", "if6_");
    }

    @Test
    void anAddWithOtherPortsKeepsThemThoughNobodyKnowsTheirWordsAnyMore() {
        hostPorts.add(with(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8090, 80)), "ip saddr 10.0.0.0/8", "ip6 saddr fd00::/8"));

        hostPorts.add(conditional);

        hostPorts.check(conditional);
        assertThat(chain("conditions")).containsExactly("meta nfproto ipv4 tcp dport 8080 jump " + gate(4) + " comment \"net/web/eth0\"",
                "meta nfproto ipv6 tcp dport 8080 jump " + gate(6) + " comment \"net/web/eth0\"");
    }

    @Test
    void theNetlinkBackendListsChecksAndRemovesThem() {
        hostPorts.add(plain);
        String before = listing();
        hostPorts.add(conditional);

        byNetlink(netlink -> {
            assertThat(netlink.list()).filteredOn(forward -> forward.owner().equals(WEB.owner())).hasSize(2)
                    .allMatch(forward -> !forward.conditions().isEmpty());
            assertThat(netlink.remove(WEB)).hasSize(2);
        });

        assertThat(listing()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "flush chain inet hostport conditions",
        "flush chain inet hostport conditions\nflush chain inet hostport GATE\ndelete chain inet hostport GATE",
        "flush chain inet hostport GATE",
        "insert rule inet hostport GATE return",
        "flush chain inet hostport GATE\nadd rule inet hostport GATE ip saddr 0.0.0.0/0 return\nadd rule inet hostport GATE accept",
        "add rule inet hostport GATE ip saddr 16.0.0.0/8 return\nadd rule inet hostport GATE accept\n"
                + "delete rule inet hostport GATE handle H\ndelete rule inet hostport GATE handle J",
        "replace rule inet hostport GATE handle H ip saddr 16.0.0.0/8 return",
        "add rule inet hostport conditions tcp dport 9 jump GATE comment \"net/web/eth0\"",
        "flush chain inet hostport forwards\nflush chain inet hostport conditions\ndelete chain inet hostport conditions"})
    void damageIsFoundByCheckAndMendedByAdd(String damage) {
        hostPorts.add(plain);
        hostPorts.add(conditional);
        String before = listing();
        List<Long> handles = handles(gate(4));
        nft(damage.replace("GATE", gate(4)).replace("handle H", "handle " + handles.get(0)).replace("handle J", "handle " + handles.get(1)));
        assertThatThrownBy(() -> hostPorts.check(conditional)).isInstanceOf(CheckFailedException.class);

        hostPorts.add(conditional);

        hostPorts.check(conditional);
        hostPorts.check(plain);
        assertThat(listing().lines().sorted().toList()).isEqualTo(before.lines().sorted().toList());
    }

    @Test
    void whatIsLeftOfThemWithoutARowGoesWithTheirOwner() {
        hostPorts.add(plain);
        String before = listing();
        hostPorts.add(conditional);
        nft("flush map inet hostport owners\nflush chain inet hostport GATE\nadd rule inet hostport GATE accept".replace("GATE", gate(4)));

        hostPorts.remove(WEB);

        hostPorts.add(plain);
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void whatNftDoesNotUnderstandIsRefusedInItsWordsAndNothingChanges() {
        hostPorts.add(plain);
        String before = listing();

        assertThatThrownBy(() -> hostPorts.add(with(request(8080), "ip saddr nonsense.", "ip6 saddr ::1")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("conditionsV4 \"ip saddr nonsense.\": nft says: ");
        assertThatThrownBy(() -> hostPorts.add(with(request(8080), "ip saddr 10.0.0.1", "bogus ==")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("conditionsV6 \"bogus ==\": nft says: ")
                .hasMessageContaining("syntax error");

        assertThat(listing()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip saddr 1.1.1.1\nflush ruleset", "; flush ruleset", "return\nadd table inet evil", "accept", "@any4", "add @any4 { 1 }",
        "comment \"x\" ; add table ip evil", "# ", "\\", "$x", "{ ip saddr . 1 } }", "meter m { ip saddr limit rate 1/second }", "counter", "log",
        "goto forwards", "position 1 ip saddr 1.1.1.1", "include \"/etc/passwd\"", "\0", "set", "vmap { 80 : drop }", "dnat to 1.1.1.1"})
    void hostileWordsAddNothingAndAreNamed(String word) {
        hostPorts.add(plain);
        String before = run("nft", "list", "ruleset");

        assertThatThrownBy(() -> hostPorts.add(with(request(8080), word, "ip6 saddr ::1")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining(word);

        assertThat(run("nft", "list", "ruleset")).isEqualTo(before);
    }

    static HostPortRequest with(HostPortRequest request, String ipv4, String ipv6) {
        return new HostPortRequest(request.attachment(), request.addresses(), request.mappings(), request.masquerade(),
                Map.of(Family.IPV4, Conditions.of(Dialect.NFTABLES, List.of(ipv4)), Family.IPV6, Conditions.of(Dialect.NFTABLES, List.of(ipv6))));
    }

    private static HostPortRequest request(int port) {
        return dualStack(WEB, 2, PortMapping.tcp(port, 80));
    }

    private static String gate(int family) {
        return new Gate(WEB.owner(), family == 4 ? Family.IPV4 : Family.IPV6).chain();
    }

    private static List<Long> handles(String chain) {
        return Pattern.compile("(?:return .*|accept) # handle (\\d+)").matcher(run("nft", "-a", "list", "chain", "inet", "hostport", chain)).results()
                .map(match -> Long.valueOf(match.group(1))).toList();
    }

    private static List<String> chain(String name) {
        Matcher matcher = Pattern.compile("\tchain " + name + " \\{\n(.*?)\t}\n", Pattern.DOTALL).matcher(listing());
        if (!matcher.find()) {
            throw new IllegalArgumentException("no chain \"" + name + "\" in " + listing());
        }
        return Arrays.stream(matcher.group(1).split("\n")).map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
