package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.OTHER;
import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.endpoint;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.TableChange;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwards with conditions, which only nft can make: this backend reads them, leaves them alone and removes them. */
class ConditionsIT extends BackendIT {
    private static final Conditions IF4 = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8"));
    private static final Conditions IF6 = Conditions.of(Dialect.NFTABLES, List.of("ip6", "saddr", "fd00::/8"));
    private static final Forward WEB4 = new Forward(tcp("0.0.0.0", 8080), endpoint("10.0.0.2", 80), Masquerade.WHEN_NEEDED, IF4, OWNER);
    private static final Forward WEB6 = new Forward(tcp("::", 8080), endpoint("fd00::2", 80), Masquerade.WHEN_NEEDED, IF6, OWNER);
    private static final String CHAIN4 = new Gate(OWNER, Family.IPV4).chain();
    private static final String CHAIN6 = new Gate(OWNER, Family.IPV6).chain();

    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.udp(53, 53));
    private Backend backend;

    @BeforeEach
    void addWithConditions() {
        hostPorts.add(dns);
        backend = new NetlinkBackendProvider().open();
        nft(asNftWouldAdd(Set.of(WEB4, WEB6)) + gates("ip saddr 10.0.0.0/8", "ip6 saddr fd00::/8"));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void areReadByTheirFingerprint() {
        Snapshot snapshot = backend.read(Scope.Of.all(OWNER));

        assertThat(snapshot.forwards()).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(snapshot.faults()).isEmpty();
        assertThat(backend.read(Scope.Of.all(OTHER)).faults()).isEmpty();
    }

    @Test
    void areListedForAllOwners() {
        assertThat(backend.read(new Scope.All()).forwards()).hasSize(4).contains(WEB4, WEB6);
        assertThat(backend.read(new Scope.All()).faults()).isEmpty();
    }

    @Test
    void areNotListedWhereNothingAsksForThem() {
        nft("flush chain inet hostport conditions");

        assertThat(backend.read(new Scope.All()).forwards()).hasSize(4).extracting(Forward::conditions).containsOnly(Conditions.NONE);
    }

    @Test
    void goWithTheirOwner() {
        assertThat(hostPorts.remove(WEB)).containsExactlyInAnyOrder(WEB4, WEB6);

        assertThat(listing()).contains("net/dns/eth0").doesNotContain("net/web/eth0", "if4_", "if6_");
        hostPorts.check(dns);
    }

    @Test
    void goWithTheirOwnerWhateverIsLeftOfThem() {
        nft("flush chain inet hostport conditions\nflush chain inet hostport %1$s\ndelete chain inet hostport %1$s".formatted(CHAIN4));

        hostPorts.remove(WEB);

        assertThat(listing()).doesNotContain("net/web/eth0", "if4_", "if6_");
    }

    @Test
    void goWhenForwardsWithoutComeInTheirPlace() {
        HostPortRequest plain = dualStack(WEB, 2, PortMapping.tcp(8080, 80));

        hostPorts.add(plain);

        hostPorts.check(plain);
        assertThat(listing()).doesNotContain("if4_", "if6_").doesNotContain(". 254 .");
        assertThat(hostPorts.remove(WEB)).hasSize(2);
    }

    @Test
    void stayWhenOthersComeAndGo() {
        hostPorts.remove(DNS);
        hostPorts.add(dns);

        assertThat(backend.read(Scope.Of.all(OWNER)).faults()).isEmpty();
        assertThat(listing()).contains(CHAIN4, CHAIN6);
        hostPorts.remove(DNS);
        hostPorts.remove(WEB);
        hostPorts.close();
        assertThat(listing()).isEmpty();
    }

    @Test
    void areOfOneOwnerAlsoForABackendThatHasReadNothingSince() {
        backend.read(Scope.Of.all(OTHER));
        Change nothing = new Change(backend.read(Scope.Of.all(OTHER)), OTHER, forwards(OTHER), Set.of());
        backend.commit(nothing);

        Snapshot snapshot = backend.read(Scope.Of.all(OWNER));

        assertThat(snapshot.faults()).isEmpty();
        backend.commit(new Change(snapshot, OWNER, snapshot.forwards(), Set.of()));
        assertThat(listing()).doesNotContain("if4_", "if6_");
    }

    @Test
    void aMissingGateIsAFaultOfItsOwnerAlone() {
        nft("flush chain inet hostport conditions");

        assertThat(backend.read(Scope.Of.all(OWNER)).faults()).containsExactlyInAnyOrder(
                "IPv4 conditions of net/web/eth0 in chain conditions of table inet hostport are missing, or were written anew by somebody else",
                "IPv6 conditions of net/web/eth0 in chain conditions of table inet hostport are missing, or were written anew by somebody else");
        hostPorts.check(dns);
    }

    @Test
    void aGateOfAnOwnerWithoutConditionsIsAFault() {
        nft(("add chain inet hostport %1$s\nadd rule inet hostport %1$s return\nadd rule inet hostport %1$s accept\n"
                + "add rule inet hostport conditions udp dport 53 jump %1$s comment \"net/dns/eth0\"")
                .formatted(new Gate(OTHER, Family.IPV4).chain()));

        assertThat(backend.read(Scope.Of.all(OTHER)).faults())
                .containsExactly("IPv4 conditions of net/dns/eth0 in chain conditions of table inet hostport should not be there");
        assertThat(backend.read(Scope.Of.all(OWNER)).faults()).isEmpty();

        hostPorts.add(dns);

        hostPorts.check(dns);
        assertThat(listing()).contains(CHAIN4, CHAIN6).doesNotContain(new Gate(OTHER, Family.IPV4).chain());
    }

    @Test
    void aChainOfAGateWithoutRulesIsAFault() {
        nft("flush chain inet hostport " + CHAIN4);

        assertThat(backend.read(Scope.Of.all(OWNER)).faults()).containsExactly(
                "IPv4 conditions of net/web/eth0 in chain conditions of table inet hostport are missing, or were written anew by somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flush chain inet hostport forwards", "add rule inet hostport conditions tcp dport 1 drop",
            "insert rule inet hostport conditions return", "flush chain inet hostport guard\ndelete chain inet hostport guard",
            "flush chain inet hostport masquerading\ndelete set inet hostport masq_self4"})
    void stayWhenTheTableIsMended(String damage) {
        nft(damage);

        elsewhere(other -> other.add(dns));

        hostPorts.check(dns);
        Snapshot snapshot = backend.read(Scope.Of.all(OWNER));
        assertThat(snapshot.forwards()).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(snapshot.faults()).noneMatch(fault -> fault.contains("conditions") || fault.contains("chain"));
        assertThat(listing()).contains("jump conditions", "jump " + CHAIN4, "jump " + CHAIN6);
    }

    @Test
    void stayInAChangeOfTheirOwnerThatLeavesThem() {
        nft("flush chain inet hostport forwards");

        backend.commit(new Change(backend.read(Scope.Of.all(OWNER)), OWNER, Set.of(), Set.of()));

        Snapshot after = backend.read(Scope.Of.all(OWNER));
        assertThat(after.forwards()).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(after.faults()).isEmpty();
    }

    @Test
    void stayInOneFamilyWhenTheOtherGoes() {
        backend.commit(new Change(backend.read(Scope.Of.all(OWNER)), OWNER, Set.of(WEB4), Set.of()));

        Snapshot after = backend.read(Scope.Of.all(OWNER));
        assertThat(after.forwards()).containsExactly(WEB6);
        assertThat(after.faults()).isEmpty();
        assertThat(listing()).contains(CHAIN6).doesNotContain(CHAIN4);
    }

    @Test
    void cannotBePutOnForwards() {
        Snapshot basis = backend.read(scope(WEB4));
        backend.commit(new Change(basis, OWNER, Set.of(WEB4, WEB6), Set.of()));
        String before = listing();

        assertThatThrownBy(() -> backend.commit(new Change(backend.read(scope(WEB4)), OWNER, Set.of(), Set.of(WEB4))))
                .isInstanceOf(BackendFailedException.class)
                .hasMessage("netlink: unable to put conditions on forwards of net/web/eth0: only the nft tool understands their words; "
                        + "choose the backend nftables");

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void mayBeAnyWordsOfNft() {
        for (String words : List.of("ip saddr { 10.0.0.0/8, 192.168.0.0/16 }", "ip saddr != 10.0.0.1-10.0.0.9 tcp dport 1-1024",
                "limit rate 10/second", "ct state new,established", "meta mark and 0xff == 0x1", "iifname \"eth*\"",
                "tcp flags & (syn|ack) == syn", "log prefix \"web \" level info counter", "ip dscp cs1", "tcp option maxseg size 1-500",
                "meta pkttype host", "ct mark set 1", "ip saddr . tcp dport { 10.0.0.1 . 80 }")) {
            nft("flush chain inet hostport %1$s\nadd rule inet hostport %1$s %2$s return\nadd rule inet hostport %1$s accept".formatted(CHAIN4, words));
            assertThat(backend.read(Scope.Of.all(OWNER)).faults()).as(words).isEmpty();
        }
        hostPorts.remove(WEB);
        assertThat(listing()).doesNotContain("if4_");
    }

    /** What the nft tool would be told: elements as the table's values print, and a gate for each family. */
    private String asNftWouldAdd(Set<Forward> forwards) {
        Snapshot basis = backend.read(scope(forwards.toArray(Forward[]::new)));
        Moment moment = (Moment) basis.moment();
        StringBuilder script = new StringBuilder();
        new TableChange(new Change(basis, OWNER, Set.of(), forwards), moment.seen()).additions(Map.of()).forEach((set, elements) ->
                elements.forEach(element -> script.append("add element inet hostport ").append(set.text()).append(" { ").append(element).append(" }\n")));
        return script.toString();
    }

    private static String gates(String words4, String words6) {
        return """
                add chain inet hostport %1$s
                add rule inet hostport %1$s %3$s return
                add rule inet hostport %1$s accept
                add chain inet hostport %2$s
                add rule inet hostport %2$s %4$s return
                add rule inet hostport %2$s accept
                add rule inet hostport conditions meta nfproto ipv4 tcp dport { 8080 } jump %1$s comment "net/web/eth0"
                add rule inet hostport conditions meta nfproto ipv6 tcp dport { 8080 } jump %2$s comment "net/web/eth0"
                """.formatted(CHAIN4, CHAIN6, words4, words6);
    }

    private Set<Forward> forwards(Owner owner) {
        return backend.read(Scope.Of.all(owner)).forwards();
    }

    private static Scope.Of scope(Forward... wanted) {
        Map<InetAddress, Link> links = Map.of(ip("10.0.0.2"), new Link(bridge(), 24), ip("fd00::2"), new Link(bridge(), 64));
        Map<HostPort, Forward> byHostPort = new LinkedHashMap<>();
        for (Forward forward : wanted) {
            byHostPort.put(forward.hostPort(), forward);
        }
        return new Scope.Of(OWNER, byHostPort, links);
    }
}
