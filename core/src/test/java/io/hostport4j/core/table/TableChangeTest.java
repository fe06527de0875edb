package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OTHER;
import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.endpoint;
import static io.hostport4j.core.table.Samples.forward;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.MasqueradeElement.Kind;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableChangeTest {
    private static final Map<InetAddress, Integer> LINKS = Map.of(ip("10.0.0.2"), 7, ip("fd00::2"), 7);
    private static final Conditions IF = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8"));
    private static final Conditions ELSE = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/9"));
    private static final Forward WEB4 = forward(tcp("0.0.0.0", 8080), "10.0.0.2", 80, OWNER);
    private static final Forward WEB6 = forward(tcp("::", 8080), "fd00::2", 80, OWNER);
    private static final MasqueradeElement SELF = new MasqueradeElement(Kind.SELF, ip("10.0.0.2"), 0);
    private static final MasqueradeElement LINK = new MasqueradeElement(Kind.LINK, ip("10.0.0.2"), 7);
    private static final MasqueradeElement ALL = new MasqueradeElement(Kind.ALL, ip("10.0.0.2"), 0);
    private static final Gate GATE4 = new Gate(OWNER, Family.IPV4);
    private static final Gate GATE6 = new Gate(OWNER, Family.IPV6);

    @Test
    void whatWasNotLookedForIsUnknown() {
        assertThat(change(Set.of(), Set.of(), Set.of(WEB4), Set.of()).unknown()).containsExactlyInAnyOrder(SELF, LINK, ALL);
    }

    @Test
    void anotherHoldersMasqueradingIsTakenOver() {
        TableChange change = change(Set.of(), Set.of(), Set.of(WEB4), Set.of());
        Map<MasqueradeElement, Owner> there = Map.of(SELF, OTHER, ALL, OTHER);

        assertThat(change.removals(there)).containsOnlyKeys(TableSet.MASQ_SELF4, TableSet.MASQ_ALL4);
        assertThat(change.additions(there)).containsOnlyKeys(TableSet.ANY4, TableSet.MASQ_SELF4, TableSet.MASQ_LINK4, TableSet.OWNERS);
        assertThat(change.touchesOthers(there)).isTrue();
        assertThat(change.touchesOthers(Map.of(SELF, OWNER))).isFalse();
    }

    @Test
    void containersThatAreNeverMasqueradedAreTold() {
        Forward never = new Forward(tcp("0.0.0.0", 8080), endpoint("10.0.0.2", 80), Masquerade.NEVER, OWNER);

        assertThat(change(Set.of(), Set.of(), Set.of(never), Set.of()).leavesSomeUnmasqueraded()).isTrue();
        assertThat(change(Set.of(), Set.of(), Set.of(WEB4), Set.of()).leavesSomeUnmasqueraded()).isFalse();
    }

    @Test
    void withoutConditionsThereAreNoGates() {
        TableChange change = change(Set.of(WEB4), Set.of(WEB4), Set.of(WEB6), Set.of());

        assertThat(change.gatesToRemove()).isEmpty();
        assertThat(change.gatesToMake()).isEmpty();
        assertThat(change.changesConditions()).isFalse();
    }

    @Test
    void newConditionsMakeAGateOfTheirFamily() {
        TableChange change = change(Set.of(WEB6), Set.of(), Set.of(when(WEB4, IF)), Set.of());

        assertThat(change.gatesToRemove()).isEmpty();
        assertThat(change.gatesToMake()).containsExactly(GATE4);
        assertThat(change.changesConditions()).isTrue();
        assertThat(change.seenAfter().gates()).containsExactly(GATE4);
    }

    @Test
    void otherConditionsReplaceAGate() {
        TableChange change = change(Set.of(when(WEB4, IF)), Set.of(when(WEB4, IF)), Set.of(when(WEB4, ELSE)), Set.of(GATE4));

        assertThat(change.gatesToRemove()).containsExactly(GATE4);
        assertThat(change.gatesToMake()).containsExactly(GATE4);
    }

    @Test
    void otherHostPortsUnderTheSameConditionsReplaceAGate() {
        Forward more = when(forward(tcp("0.0.0.0", 9090), "10.0.0.2", 90, OWNER), IF);
        TableChange change = change(Set.of(when(WEB4, IF), more), Set.of(more), Set.of(), Set.of(GATE4));

        assertThat(change.gatesToRemove()).containsExactly(GATE4);
        assertThat(change.gatesToMake()).containsExactly(GATE4);
        assertThat(change.changesConditions()).isTrue();
    }

    @Test
    void aGateGoesWithTheConditionsOfItsFamily() {
        Set<Forward> before = Set.of(when(WEB4, IF), when(WEB6, ELSE));
        TableChange change = change(before, Set.of(when(WEB4, IF)), Set.of(WEB4), Set.of(GATE4, GATE6));

        assertThat(change.gatesToRemove()).containsExactly(GATE4);
        assertThat(change.gatesToMake()).isEmpty();
        assertThat(change.changesConditions()).isFalse();
        assertThat(change.seenAfter().gates()).containsExactly(GATE6);
    }

    @Test
    void whatIsLeftOfAGateGoesToo() {
        assertThat(change(Set.of(when(WEB4, IF)), Set.of(when(WEB4, IF)), Set.of(), Set.of()).gatesToRemove()).containsExactly(GATE4);
        assertThat(change(Set.of(WEB4), Set.of(), Set.of(), Set.of(GATE4)).gatesToRemove()).containsExactly(GATE4);
    }

    @Test
    void aMissingGateIsMadeThoughTheConditionsStay() {
        TableChange change = change(Set.of(when(WEB4, IF)), Set.of(), Set.of(), Set.of());

        assertThat(change.gatesToRemove()).isEmpty();
        assertThat(change.gatesToMake()).containsExactly(GATE4);
        assertThat(change.changesConditions()).isFalse();
    }

    private static Forward when(Forward forward, Conditions conditions) {
        return new Forward(forward.hostPort(), forward.target(), forward.masquerade(), conditions, forward.owner());
    }

    private static TableChange change(Set<Forward> before, Set<Forward> removals, Set<Forward> additions, Set<Gate> gates) {
        OwnerBucket bucket = new OwnerBucket(OWNER, List.of()).with(OwnerRows.of(before, LINKS));
        Seen seen = new Seen(bucket, LINKS, Set.of(), Map.of(), gates, List.of());
        return new TableChange(new Change(new Snapshot(before, List.of(), 0), OWNER, removals, additions), seen);
    }
}
