package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OTHER;
import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.endpoint;
import static io.hostport4j.core.table.Samples.fields;
import static io.hostport4j.core.table.Samples.forward;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static io.hostport4j.core.table.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table as several owners fill it one after the other, in memory. */
class TableContentsTest {
    private static final Conditions IF = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8"));
    private static final Forward WEB4 = forward(tcp("0.0.0.0", 8080), "10.0.0.2", 80, OWNER);
    private static final Forward WEB6 = forward(tcp("::", 8080), "fd00::2", 80, OWNER);
    private static final Forward DNS = forward(udp("192.0.2.1", 53), "10.0.0.3", 53, OTHER);
    private static final Forward DNS_EVERYWHERE = forward(udp("0.0.0.0", 5353), "10.0.0.3", 53, OTHER);
    private static final Map<InetAddress, Link> LINKS = Map.of(ip("10.0.0.2"), new Link(7, 24), ip("fd00::2"), new Link(7, 64));

    private List<TableElement> elements = new ArrayList<>();
    private Set<Gate> gates = Set.of();

    @Test
    void ofAnEmptyTableThereIsNothing() {
        assertThat(read(OWNER).forwards()).isEmpty();
        assertThat(read(OWNER).faults()).isEmpty();
        assertThat(all().forwards()).isEmpty();
    }

    @Test
    void whatAnOwnerAddedIsRead() {
        add(OWNER, WEB4, WEB6);
        add(OTHER, DNS);

        assertThat(read(OWNER).forwards()).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(read(OWNER).faults()).isEmpty();
        assertThat(read(OTHER).forwards()).containsExactly(DNS);
        assertThat(all().forwards()).containsExactlyInAnyOrder(WEB4, WEB6, DNS);
    }

    @Test
    void whatAnOwnerRemovedLeavesNothing() {
        add(OWNER, WEB4, WEB6);
        List<TableElement> before = List.copyOf(elements);
        add(OTHER, DNS);

        change(OTHER, Set.of(DNS), Set.of());

        assertThat(elements).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void whoeverIsInTheWayIsRead() {
        add(OTHER, DNS, DNS_EVERYWHERE);

        assertThat(read(OWNER, forward(udp("0.0.0.0", 53), "10.0.0.2", 53, OWNER)).forwards()).containsExactly(DNS);
        assertThat(read(OWNER, forward(udp("192.0.2.1", 53), "10.0.0.2", 53, OWNER)).forwards()).containsExactly(DNS);
        assertThat(read(OWNER, forward(udp("192.0.2.2", 53), "10.0.0.2", 53, OWNER)).forwards()).isEmpty();
        assertThat(read(OWNER, forward(udp("192.0.2.2", 5353), "10.0.0.2", 53, OWNER)).forwards()).containsExactly(DNS_EVERYWHERE);
    }

    @Test
    void aRowWithoutItsForwardIsAFaultAndAForwardWithoutItsRowToo() {
        add(OWNER, WEB4);
        List<TableElement> whole = List.copyOf(elements);

        elements.removeIf(element -> element.set() == TableSet.ANY4);
        assertThat(read(OWNER).faults()).containsExactly(
                "0.0.0.0:8080/tcp is in map owners of table inet hostport and not in map any4 of table inet hostport");

        elements = new ArrayList<>(whole);
        elements.removeIf(element -> element.set() == TableSet.OWNERS);
        assertThat(read(OWNER).forwards()).extracting(Forward::hostPort).containsExactly(WEB4.hostPort());
        assertThat(read(OWNER).faults()).contains(
                "0.0.0.0:8080/tcp is in map any4 of table inet hostport and not in map owners of table inet hostport");
    }

    @Test
    void aGapInTheIndexIsAFault() {
        add(OWNER, WEB4, WEB6);
        elements.removeIf(element -> element.set() == TableSet.OWNERS && OwnerIndex.number(element) == 1);

        assertThat(read(OWNER).faults()).contains("map owners of table inet hostport lacks rows of net/web/eth0");
    }

    @Test
    void masqueradingThatIsMissingOrTooMuchIsAFault() {
        add(OWNER, WEB4);
        elements.removeIf(element -> element.set() == TableSet.MASQ_SELF4);
        elements.add(new TableElement(TableSet.MASQ_ALL4, fields("10.0.0.2"), List.of(), Optional.of("net/web/eth0")));

        assertThat(read(OWNER).faults()).containsExactlyInAnyOrder("10.0.0.2 in set masq_self4 of table inet hostport is missing",
                "10.0.0.2 in set masq_all4 of table inet hostport should not be there");
    }

    @Test
    void anotherWayToAContainerIsAFault() {
        add(OWNER, WEB4);
        Scope.Of scope = new Scope.Of(OWNER, Map.of(), Map.of(ip("10.0.0.2"), new Link(8, 24)));

        assertThat(contents().snapshot(scope, seen -> seen).faults()).containsExactly("10.0.0.2 is reached through interface 8 now and was through 7");
    }

    @Test
    void whatIsNoForwardAmongThemIsAFaultOfTheWholeTable() {
        elements.add(new TableElement(TableSet.ANY4, fields(6, 80), fields("10.0.0.9", 80), Optional.empty()));

        assertThat(all().faults()).containsExactly(
                "map any4 of table inet hostport has an element without an owner: tcp . 80 : 10.0.0.9 . 80");
        assertThat(read(OWNER).faults()).isEmpty();
    }

    @Test
    void conditionsAreReadForTheirOwnerAndInTheList() {
        Forward conditional = new Forward(WEB4.hostPort(), WEB4.target(), Masquerade.ALWAYS, IF, OWNER);
        add(OWNER, conditional, WEB6);

        assertThat(read(OWNER).forwards()).extracting(Forward::conditions).containsExactlyInAnyOrder(IF, Conditions.NONE);
        assertThat(read(OWNER).forwards()).contains(conditional);
        assertThat(read(OWNER).faults()).isEmpty();
        assertThat(all().forwards()).contains(conditional, new Forward(WEB6.hostPort(), WEB6.target(), WEB6.masquerade(), OWNER));
    }

    @Test
    void conditionsWithoutTheirGateAreNotListed() {
        Forward conditional = new Forward(WEB4.hostPort(), WEB4.target(), Masquerade.ALWAYS, IF, OWNER);
        add(OWNER, conditional);
        gates = Set.of();

        assertThat(all().forwards()).containsExactly(new Forward(WEB4.hostPort(), WEB4.target(), Masquerade.ALWAYS, OWNER));
    }

    @Test
    void theListNeedsNoOtherSetsThanItsOwnAndTheIndex() {
        add(OTHER, DNS, DNS_EVERYWHERE);
        add(OWNER, new Forward(WEB4.hostPort(), WEB4.target(), Masquerade.ALWAYS, IF, OWNER), WEB6);
        Snapshot whole = all();

        elements.removeIf(element -> !TableContents.LISTED.contains(element.set()) && element.set() != TableSet.OWNERS);
        assertThat(all()).isEqualTo(whole);
        gates = Set.of();
        Snapshot unconditional = all();
        elements.removeIf(element -> element.set() == TableSet.OWNERS);
        assertThat(all()).isEqualTo(unconditional);
    }

    @Test
    void aMissingGateIsAFaultAndOneTooManyToo() {
        add(OWNER, new Forward(WEB4.hostPort(), endpoint("10.0.0.2", 80), Masquerade.WHEN_NEEDED, IF, OWNER));
        gates = Set.of(new Gate(OWNER, Family.IPV6), new Gate(OTHER, Family.IPV4));

        assertThat(read(OWNER).faults()).containsExactly(
                "IPv4 conditions of net/web/eth0 in chain conditions of table inet hostport are missing, or were written anew by somebody else",
                "IPv6 conditions of net/web/eth0 in chain conditions of table inet hostport should not be there");
    }

    private void add(Owner owner, Forward... forwards) {
        change(owner, Set.of(), Set.of(forwards));
    }

    private void change(Owner owner, Set<Forward> removals, Set<Forward> additions) {
        Snapshot basis = read(owner);
        Seen seen = (Seen) basis.moment();
        TableChange change = new TableChange(new Change(basis, owner, removals, additions), seen);
        change.removals(seen.masquerade()).values().forEach(gone -> gone.forEach(removal ->
                assertThat(elements.removeIf(element -> element.isAt(removal))).as("%s is there", removal).isTrue()));
        change.additions(seen.masquerade()).values().forEach(come -> come.forEach(addition -> {
            assertThat(elements).noneMatch(element -> element.isAt(addition));
            elements.add(addition);
        }));
        gates = change.seenAfter().gates();
    }

    private TableContents contents() {
        return new TableContents(elements, gates, List.of());
    }

    private Snapshot all() {
        return contents().snapshot(new Scope.All(), 0);
    }

    private Snapshot read(Owner owner, Forward... wanted) {
        Map<HostPort, Forward> byHostPort = new LinkedHashMap<>();
        for (Forward forward : wanted) {
            byHostPort.put(forward.hostPort(), forward);
        }
        Map<InetAddress, Link> links = owner.equals(OWNER) ? LINKS : Map.of();
        return contents().snapshot(new Scope.Of(owner, byHostPort, links), seen -> seen);
    }
}
