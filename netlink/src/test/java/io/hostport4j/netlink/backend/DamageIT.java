package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with nft can do to the table, each of which CHECK finds, ADD mends and DEL copes with. */
class DamageIT extends BackendIT {
    private static final String T = " inet hostport ";
    /** The CRC-32 of net/web/eth0. */
    private static final String WEBS = "0x9494d062";

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53),
            PortMapping.tcp(8443, 443).on(ip("192.0.2.1")));
    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.tcp(853, 853));

    static Stream<Arguments> damages() {
        Map<String, String> damages = new TreeMap<>();
        damages.put("an element of any4 is deleted", "delete element inet hostport any4 { tcp . 8080 }");
        damages.put("an element of any6 is deleted", "delete element inet hostport any6 { udp . 53 }");
        damages.put("an element of addr4 is deleted", "delete element inet hostport addr4 { 192.0.2.1 . tcp . 8443 }");
        damages.put("an element leads elsewhere", """
                delete element inet hostport any4 { tcp . 8080 }
                add element inet hostport any4 { tcp . 8080 comment "net/web/eth0" : 10.0.0.9 . 80 }
                """);
        damages.put("an element is on another port", """
                delete element inet hostport any4 { tcp . 8080 }
                add element inet hostport any4 { tcp . 8081 comment "net/web/eth0" : 10.0.0.2 . 80 }
                """);
        damages.put("a map is flushed", "flush map inet hostport any6");
        for (String chain : List.of("forwards", "masquerading", "guard", "prerouting", "output", "postrouting")) {
            damages.put("the rules of " + chain + " are deleted", "flush chain" + T + chain);
            damages.put("a rule is added to " + chain, "add rule" + T + chain + " tcp dport 1 counter");
            damages.put("a rule is put before those of " + chain, "insert rule" + T + chain + " tcp dport 1 return");
        }
        for (String chain : List.of("guard", "prerouting", "output", "postrouting")) {
            damages.put("chain " + chain + " is deleted", "flush chain" + T + chain + "\ndelete chain" + T + chain);
        }
        damages.put("chain forwards is deleted", "flush chain inet hostport prerouting\nflush chain inet hostport output\n"
                + "flush chain inet hostport forwards\ndelete chain inet hostport forwards");
        damages.put("chain conditions is deleted with the rule that asks it", "flush chain inet hostport forwards\n"
                + "delete chain inet hostport conditions");
        damages.put("a rule is added to conditions", "add rule inet hostport conditions tcp dport 8080 drop");
        damages.put("a rule of conditions jumps to an empty chain", "add chain inet hostport notes\n"
                + "add rule inet hostport conditions jump notes comment \"net/dns/eth0\"");
        damages.put("conditions is a base chain", """
                flush chain inet hostport forwards
                delete chain inet hostport conditions
                add chain inet hostport conditions { type filter hook input priority 0; }
                """);
        damages.put("chain masquerading is deleted", "flush chain inet hostport postrouting\n"
                + "flush chain inet hostport masquerading\ndelete chain inet hostport masquerading");
        damages.put("a hook's priority is another", """
                flush chain inet hostport prerouting
                delete chain inet hostport prerouting
                add chain inet hostport prerouting { type nat hook prerouting priority 50; }
                add rule inet hostport prerouting fib daddr type local jump forwards
                """);
        damages.put("a chain is no base chain any more", """
                flush chain inet hostport guard
                delete chain inet hostport guard
                add chain inet hostport guard
                """);
        damages.put("a chain drops by its policy", "add chain inet hostport output { policy drop; }");
        damages.put("the guard is at a device's ingress", """
                flush chain inet hostport guard
                delete chain inet hostport guard
                add chain inet hostport guard { type filter hook ingress device "pods0" priority -300; }
                """);
        damages.put("a set is deleted with the rules that use it", "flush chain inet hostport masquerading\n"
                + "delete set inet hostport masq_self4");
        damages.put("all maps are deleted with their rules", """
                flush chain inet hostport forwards
                delete map inet hostport any4
                delete map inet hostport any6
                delete map inet hostport addr4
                delete map inet hostport addr6
                """);
        damages.put("a map is of another type", """
                flush chain inet hostport forwards
                delete map inet hostport addr6
                add map inet hostport addr6 { type ipv6_addr : ipv6_addr; }
                """);
        damages.put("a set is of another type", """
                flush chain inet hostport masquerading
                delete set inet hostport masq_all4
                add set inet hostport masq_all4 { type inet_service; }
                add element inet hostport masq_all4 { 80 }
                """);
        damages.put("an element of masq_self4 is deleted", "delete element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 }");
        damages.put("an element of masq_link6 is deleted", "delete element inet hostport masq_link6 { \"pods0\" . fd00::2 }");
        damages.put("the table is dormant", "add table inet hostport { flags dormant; }");
        damages.put("the table is dormant, and a chain is deleted", "add table inet hostport { flags dormant; }\n"
                + "flush chain inet hostport output\ndelete chain inet hostport output");
        damages.put("a foreign chain takes packets", "add chain inet hostport shop { type filter hook forward priority 0; policy drop; }");
        damages.put("foreign chains jump to ours and to one another", """
                add chain inet hostport shop
                add map inet hostport shelves { type inet_service : verdict; elements = { 80 : jump shop } }
                add chain inet hostport door { type nat hook prerouting priority -150; }
                add rule inet hostport door tcp dport vmap @shelves
                add rule inet hostport door jump forwards
                """);
        damages.put("a rule of prerouting is there twice", "add rule inet hostport prerouting fib daddr type local jump forwards");
        damages.put("the rules of forwards are in another order", "delete rule inet hostport forwards handle H\n"
                + "add rule inet hostport forwards jump conditions");
        damages.put("the policy of prerouting is drop", "add chain inet hostport prerouting { policy drop; }");
        damages.put("every client of the container is masqueraded", "add element inet hostport masq_all4 { 10.0.0.2 }");
        damages.put("every client of the container is masqueraded under its own mark",
                "add element inet hostport masq_all6 { fd00::2 comment \"net/web/eth0\" }");
        damages.put("an element of masq_link4 has no mark", "delete element inet hostport masq_link4 { \"pods0\" . 10.0.0.2 }\n"
                + "add element inet hostport masq_link4 { \"pods0\" . 10.0.0.2 }");
        damages.put("all masquerading is flushed", "flush set inet hostport masq_self4\nflush set inet hostport masq_self6\n"
                + "flush set inet hostport masq_link4\nflush set inet hostport masq_link6");
        damages.put("the first entry of the index is deleted", "delete element inet hostport owners { " + WEBS + " . 0 }");
        damages.put("an entry amid the index is deleted", "delete element inet hostport owners { " + WEBS + " . 2 }");
        damages.put("the last entry of the index is deleted", "delete element inet hostport owners { " + WEBS + " . 4 }");
        damages.put("the index is flushed", "flush map inet hostport owners");
        damages.put("the index is deleted", "delete map inet hostport owners");
        damages.put("the rules are flushed", "flush table inet hostport");
        damages.put("the table is deleted", "delete table inet hostport");
        List<Arguments> arguments = new ArrayList<>();
        damages.forEach((what, script) -> arguments.add(Arguments.of(what, script)));
        return arguments.stream();
    }

    static Stream<Arguments> named() {
        return Stream.of(
                Arguments.of("add table inet hostport { flags dormant; }", "table inet hostport is dormant, no packet comes to it"),
                Arguments.of("add chain inet hostport shop { type filter hook forward priority 0; policy drop; }",
                        "table inet hostport has a foreign chain shop"),
                Arguments.of("add chain inet hostport prerouting { policy drop; }",
                        "chain prerouting of table inet hostport has another hook, priority or policy"),
                Arguments.of("flush chain inet hostport prerouting", "chain prerouting of table inet hostport lacks 'fib daddr type local jump forwards'"),
                Arguments.of("add rule inet hostport guard accept", "chain guard of table inet hostport has 1 foreign rule"),
                Arguments.of("add rule inet hostport output fib daddr type local jump forwards",
                        "chain output of table inet hostport has a rule more than once"),
                Arguments.of("add element inet hostport masq_all4 { 10.0.0.2 }", "10.0.0.2 in set masq_all4 of table inet hostport should not be there"),
                Arguments.of("add element inet hostport addr4 { 192.0.2.9 . tcp . 8080 : 10.0.0.9 . 80 }",
                        "map addr4 of table inet hostport has an element without an owner: 192.0.2.9 . tcp . 8080 : 10.0.0.9 . 80"),
                Arguments.of("delete element inet hostport any4 { tcp . 8080 }", "missing: 0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("named")
    void isNamedWithWhatMendsIt(String script, String words) {
        nft(script);

        assertThatThrownBy(() -> hostPorts.check(web)).isInstanceOf(CheckFailedException.class)
                .hasMessageContaining(words).hasMessageContaining("; an ADD of the same container, or \"hostport reconcile\", mends it");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "delete element inet hostport any4 { tcp . 8080 }\nadd element inet hostport any4 { tcp . 8080 : 10.0.0.9 . 80 }",
        "add element inet hostport addr4 { 192.0.2.9 . tcp . 8080 : 10.0.0.9 . 80 }"})
    void anElementOfNobodyThatTakesAPortGoesWithTheNextAdd(String script) {
        nft(script);
        elsewhere(other -> assertThatThrownBy(() -> other.check(web)).hasMessageContaining("has an element without an owner: "));

        hostPorts.add(web);

        elsewhere(other -> other.check(web));
        assertThat(listing()).doesNotContain("10.0.0.9");
    }

    /** The handle of the first rule of chain forwards stands for H. */
    private static void damage(String script) {
        nft(script.replace("handle H", "handle " + handle("forwards", "jump conditions")));
    }

    private static String handle(String chain, String rule) {
        String listing = run("nft", "-a", "list", "chain", "inet", "hostport", chain);
        return listing.lines().filter(line -> line.strip().startsWith(rule)).map(line -> line.replaceAll(".*# handle ", "")).findFirst().orElseThrow();
    }

    @BeforeEach
    void add() {
        hostPorts.add(dns);
        hostPorts.add(web);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void isFoundByCheckAndMendedByAdd(String what, String script) {
        damage(script);
        assertThatThrownBy(() -> hostPorts.check(web)).isInstanceOf(CheckFailedException.class);
        elsewhere(other -> assertThatThrownBy(() -> other.check(web)).isInstanceOf(CheckFailedException.class));

        elsewhere(other -> other.add(web));

        elsewhere(other -> other.check(web));
        hostPorts.check(web);
        assertThat(listed(WEB)).hasSize(5);
        // What the other lost it gets back by its own ADD.
        hostPorts.add(dns);
        hostPorts.check(dns);
        hostPorts.remove(WEB);
        hostPorts.check(dns);
        hostPorts.remove(DNS);
        hostPorts.close();
        assertThat(listing()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void doesNotKeepAnythingFromBeingListedOrRemoved(String what, String script) {
        damage(script);
        hostPorts.list();

        elsewhere(other -> other.remove(WEB));

        assertThat(listing()).doesNotContain("net/web/eth0", "10.0.0.2", "fd00::2");
        elsewhere(other -> other.remove(DNS));
        assertThat(listing()).isEmpty();
        assertThat(routeLocalnet("pods0")).isEqualTo("0");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void doesNotKeepOthersFromAddingAndRemoving(String what, String script) {
        damage(script);
        HostPortRequest third = dualStack(new AttachmentId("net", "third", "eth0"), 4, PortMapping.tcp(99, 99));

        elsewhere(other -> other.add(third));

        hostPorts.check(third);
        elsewhere((HostPorts other) -> assertThat(other.remove(third.attachment())).hasSize(2));
        assertThat(listing()).doesNotContain("net/third/eth0");
    }
}
