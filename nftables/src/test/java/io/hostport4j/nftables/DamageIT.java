package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with nft can do to the table: each is found by CHECK, mended by ADD, and no obstacle to DEL. */
class DamageIT extends BackendIT {
    /** Commands, {@code T} standing for the table; the CRC-32 of net/web/eth0 is 0x9494d062. */
    static final List<String> DAMAGES = List.of(
            "delete element T any4 { tcp . 8080 }",
            "delete element T any6 { udp . 53 }",
            "delete element T addr4 { 192.0.2.1 . tcp . 8443 }",
            "delete element T any4 { tcp . 8080 }\nadd element T any4 { tcp . 8080 comment \"net/web/eth0\" : 10.0.0.9 . 80 }",
            "delete element T any4 { tcp . 8080 }\nadd element T any4 { tcp . 8081 comment \"net/web/eth0\" : 10.0.0.2 . 80 }",
            "flush map T any6",
            "flush chain T forwards",
            "flush chain T masquerading",
            "flush chain T guard",
            "flush chain T postrouting",
            "add rule T conditions tcp dport 1 counter",
            "add rule T forwards tcp dport 1 counter",
            "insert rule T guard tcp dport 1 return",
            "insert rule T masquerading ip saddr 127.0.0.0/8 masquerade",
            "flush chain T output\ndelete chain T output",
            "flush chain T forwards\ndelete chain T conditions",
            "flush chain T prerouting\nflush chain T output\nflush chain T forwards\ndelete chain T forwards",
            "flush chain T prerouting\ndelete chain T prerouting\nadd chain T prerouting { type nat hook prerouting priority 50; }\n"
                    + "add rule T prerouting fib daddr type local jump forwards",
            "flush chain T guard\ndelete chain T guard\nadd chain T guard",
            "add chain T output { policy drop; }",
            "flush chain T guard\ndelete chain T guard\nadd chain T guard { type filter hook ingress device \"pods0\" priority -300; }",
            "flush chain T forwards\ndelete chain T conditions\nadd chain T conditions { type filter hook output priority 0; }",
            "flush chain T masquerading\ndelete set T masq_self4",
            "flush chain T forwards\ndelete map T any4\ndelete map T any6\ndelete map T addr4\ndelete map T addr6",
            "flush chain T forwards\ndelete map T addr6\nadd map T addr6 { type ipv6_addr : ipv6_addr; }",
            "flush chain T masquerading\ndelete set T masq_all4\nadd set T masq_all4 { type inet_service; }\n"
                    + "add element T masq_all4 { 80 }",
            "delete element T masq_self4 { 10.0.0.2 . 10.0.0.2 }",
            "delete element T masq_link6 { \"pods0\" . fd00::2 }",
            "delete element T owners { 0x9494d062 . 0 }",
            "delete element T owners { 0x9494d062 . 2 }",
            "flush map T owners",
            "add table T { flags dormant; }",
            "add table T { flags dormant; }\nflush chain T output\ndelete chain T output",
            "add chain T shop { type filter hook forward priority 0; policy drop; }",
            "add chain T shop\nadd map T shelves { type inet_service : verdict; elements = { 80 : jump shop } }\n"
                    + "add chain T door { type nat hook prerouting priority -150; }\nadd rule T door tcp dport vmap @shelves\n"
                    + "add rule T door jump forwards",
            "add rule T prerouting fib daddr type local jump forwards",
            "add rule T forwards jump conditions",
            "add element T masq_all4 { 10.0.0.2 }",
            "add element T masq_all6 { fd00::2 comment \"net/web/eth0\" }",
            "delete element T masq_link4 { \"pods0\" . 10.0.0.2 }\nadd element T masq_link4 { \"pods0\" . 10.0.0.2 }",
            "delete map T owners",
            "flush table T",
            "delete table T");

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53),
            PortMapping.tcp(8443, 443).on(ip("192.0.2.1")));
    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.tcp(853, 853));

    @BeforeEach
    void add() {
        hostPorts.add(dns);
        hostPorts.add(web);
    }

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void isFoundByCheckAndMendedByAdd(String damage) {
        damage(damage);
        assertThatThrownBy(() -> hostPorts.check(web)).isInstanceOf(CheckFailedException.class);

        hostPorts.add(web);

        hostPorts.check(web);
        byNetlink(netlink -> netlink.check(web));
        // What the other lost it gets back by its own ADD.
        hostPorts.add(dns);
        byNetlink(netlink -> netlink.check(dns));
    }

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void doesNotKeepAnythingFromBeingRemoved(String damage) {
        damage(damage);
        hostPorts.list();

        hostPorts.remove(WEB);

        assertThat(listing()).doesNotContain("net/web/eth0", "10.0.0.2", "fd00::2");
        hostPorts.remove(DNS);
        hostPorts.close();
        assertThat(listing()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void doesNotKeepOthersFromAddingAndRemoving(String damage) {
        damage(damage);
        HostPortRequest third = dualStack(new AttachmentId("net", "third", "eth0"), 4, PortMapping.tcp(99, 99));

        hostPorts.add(third);

        hostPorts.check(third);
        byNetlink(netlink -> netlink.check(third));
        assertThat(hostPorts.remove(third.attachment())).hasSize(2);
        assertThat(listing()).doesNotContain("net/third/eth0");
    }

    @ParameterizedTest
    @FieldSource("DAMAGES")
    void isToldInTheWordsOfTheOtherBackend(String damage) {
        damage(damage);

        String told = faults(hostPorts);

        byNetlink(netlink -> assertThat(told).isEqualTo(faults(netlink)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "delete element T any4 { tcp . 8080 }\nadd element T any4 { tcp . 8080 : 10.0.0.9 . 80 }",
        "add element T addr4 { 192.0.2.9 . tcp . 8080 : 10.0.0.9 . 80 }"})
    void anElementOfNobodyThatTakesAPortGoesWithTheNextAdd(String damage) {
        damage(damage);
        String told = faults(hostPorts);
        byNetlink(netlink -> assertThat(told).contains("has an element without an owner: ").isEqualTo(faults(netlink)));

        hostPorts.add(web);

        byNetlink(netlink -> netlink.check(web));
        assertThat(listing()).doesNotContain("10.0.0.9");
    }

    @Test
    void anElementWithoutAnOwnerIsInNobodysWayButListedAsAFault() {
        nft("add element inet hostport any4 { tcp . 7777 : 10.0.0.9 . 1 }");

        hostPorts.check(web);
        assertThat(listed()).hasSize(7).noneMatch(forward -> forward.contains("7777"));
    }

    private String faults(HostPorts engine) {
        try {
            engine.check(web);
            return "";
        } catch (CheckFailedException e) {
            return e.missing() + "\n" + e.foreign() + "\n" + String.join("\n", e.faults().stream().sorted().toList());
        }
    }

    private static void damage(String commands) {
        nft(commands.replace(" T", " inet hostport"));
    }
}
