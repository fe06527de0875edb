package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OTHER;
import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.endpoint;
import static io.hostport4j.netlink.backend.Samples.forward;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.MasqueradeElement.Kind;
import io.hostport4j.core.table.OwnerBucket;
import io.hostport4j.core.table.Seen;
import io.hostport4j.core.table.TableChange;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Transactions as nft would be told them. 0x9494d062 is the CRC-32 of net/web/eth0; mapped addresses print as IPv4. */
class ChangeWriterTest {
    private static final Map<InetAddress, Integer> LINKS = Map.of(ip("10.0.0.2"), 7, ip("fd00::2"), 7);
    private static final Forward WEB4 = forward(tcp("0.0.0.0", 8080), "10.0.0.2", 80, OWNER);
    private static final Forward WEB6 = forward(tcp("::", 8080), "fd00::2", 80, OWNER);
    private static final MasqueradeElement SELF = new MasqueradeElement(Kind.SELF, ip("10.0.0.2"), 0);
    private static final MasqueradeElement LINK = new MasqueradeElement(Kind.LINK, ip("10.0.0.2"), 7);
    private static final MasqueradeElement ALL = new MasqueradeElement(Kind.ALL, ip("10.0.0.2"), 0);

    @Test
    void theFirstForwardsOfBothFamilies() {
        assertThat(script(Set.of(), Set.of(), Set.of(WEB4, WEB6), Map.of())).containsExactlyInAnyOrder(
                "create element inet hostport any4 { tcp . 8080 comment \"net/web/eth0\" : 10.0.0.2 . 80 }",
                "create element inet hostport any6 { tcp . 8080 comment \"net/web/eth0\" : fd00:0:0:0:0:0:0:2 . 80 }",
                "create element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 comment \"net/web/eth0\" }",
                "create element inet hostport masq_link4 { 7 . 10.0.0.2 comment \"net/web/eth0\" }",
                "create element inet hostport masq_self6 { fd00:0:0:0:0:0:0:2 . fd00:0:0:0:0:0:0:2 comment \"net/web/eth0\" }",
                "create element inet hostport masq_link6 { 7 . fd00:0:0:0:0:0:0:2 comment \"net/web/eth0\" }",
                "create element inet hostport owners { 0x9494d062 . 0x0 comment \"net/web/eth0\" : "
                        + "10.0.0.2 . 255 . 1 . 4 . 7, "
                        + "0x9494d062 . 0x1 comment \"net/web/eth0\" : fd00:0:0:0:0:0:0:2 . 255 . 1 . 4 . 7, "
                        + "0x9494d062 . 0x2 comment \"net/web/eth0\" : 0.0.0.0 . tcp . 8080 . 8080 . 0, "
                        + "0x9494d062 . 0x3 comment \"net/web/eth0\" : 0:0:0:0:0:0:0:0 . tcp . 8080 . 8080 . 0 }");
    }

    @Test
    void theLastForwardGoesWithAllThatIsAroundIt() {
        assertThat(script(Set.of(WEB4), Set.of(WEB4), Set.of(), Map.of(SELF, OWNER, LINK, OWNER))).containsExactlyInAnyOrder(
                "delete element inet hostport any4 { tcp . 8080 }",
                "delete element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 }",
                "delete element inet hostport masq_link4 { 7 . 10.0.0.2 }",
                "delete element inet hostport owners { 0x9494d062 . 0x0, 0x9494d062 . 0x1 }");
    }

    @Test
    void anotherPortOfTheSameContainerLeavesItsMasqueradingAlone() {
        Forward dns = forward(udp("192.0.2.1", 53), "10.0.0.2", 53, OWNER);
        assertThat(script(Set.of(WEB4), Set.of(WEB4), Set.of(dns), Map.of(SELF, OWNER, LINK, OWNER))).containsExactly(
                "delete element inet hostport any4 { tcp . 8080 }",
                "delete element inet hostport owners { 0x9494d062 . 0x1 }",
                "create element inet hostport addr4 { 192.0.2.1 . udp . 53 comment \"net/web/eth0\" : 10.0.0.2 . 53 }",
                "create element inet hostport owners { 0x9494d062 . 0x1 comment \"net/web/eth0\" : "
                        + "192.0.2.1 . udp . 53 . 53 . 0 }");
    }

    @Test
    void masqueradingOfAnAddressThatAnotherHadIsTakenOver() {
        assertThat(script(Set.of(), Set.of(), Set.of(WEB4), Map.of(SELF, OTHER))).contains(
                "delete element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 }",
                "create element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 comment \"net/web/eth0\" }");
    }

    @Test
    void masqueradingThatAnotherTookOverStays() {
        assertThat(script(Set.of(WEB4), Set.of(WEB4), Set.of(), Map.of(SELF, OTHER, LINK, OTHER))).noneMatch(line -> line.contains("masq_"));
    }

    @Test
    void anotherWayOfMasqueradingThatAnEarlierHolderOfTheAddressHadGoes() {
        assertThat(script(Set.of(), Set.of(), Set.of(WEB4), Map.of(ALL, OTHER)))
                .contains("delete element inet hostport masq_all4 { 10.0.0.2 }");
    }

    @Test
    void aForwardThatIsAlwaysMasqueradedHasOneElementForAllClients() {
        Forward always = new Forward(tcp("0.0.0.0", 8080), endpoint("10.0.0.2", 80), Masquerade.ALWAYS, OWNER);
        assertThat(script(Set.of(), Set.of(), Set.of(always), Map.of())).filteredOn(line -> line.contains("masq_"))
                .containsExactlyInAnyOrder("create element inet hostport masq_all4 { 10.0.0.2 comment \"net/web/eth0\" }",
                        "create element inet hostport masq_self4 { 10.0.0.2 . 10.0.0.2 comment \"net/web/eth0\" }");
    }

    @Test
    void aRowOfPortsIsOneElementOfTheIndex() {
        assertThat(script(Set.of(), Set.of(), Set.of(WEB4, forward(tcp("0.0.0.0", 8081), "10.0.0.2", 81, OWNER)), Map.of())).contains(
                "create element inet hostport owners { 0x9494d062 . 0x0 comment \"net/web/eth0\" : "
                        + "10.0.0.2 . 255 . 1 . 2 . 7, "
                        + "0x9494d062 . 0x1 comment \"net/web/eth0\" : 0.0.0.0 . tcp . 8080 . 8081 . 0 }");
    }

    @Test
    void aTableThatIsNotThereIsMadeBeforeTheElements() {
        Moment moment = new Moment(1, Optional.of(BaseObjects.ABSENT), GateRules.NONE, false, seen(Set.of(), Map.of()));
        List<String> script = script(moment, Set.of(), Set.of(), Set.of(WEB4), Map.of());

        assertThat(script.get(0)).isEqualTo("add table inet hostport { comment \"host ports of containers, by hostport4j\"; }");
        assertThat(script).filteredOn(line -> line.startsWith("add map") || line.startsWith("add set")).hasSize(11);
        assertThat(script).filteredOn(line -> line.startsWith("add chain")).hasSize(7);
        assertThat(script).filteredOn(line -> line.startsWith("add rule")).hasSize(HostPortRules.ALL.size());
        assertThat(script.get(script.size() - 1)).startsWith("create element");
        assertThat(script).noneMatch(line -> line.startsWith("delete") || line.startsWith("flush"));
    }

    @Test
    void onlyFaultsToMendAreAChangeToo() {
        Moment moment = new Moment(1, Optional.of(BaseObjects.ABSENT), GateRules.NONE, false, seen(Set.of(WEB4), Map.of()));

        assertThat(script(moment, Set.of(WEB4), Set.of(), Set.of(), Map.of(SELF, OWNER, LINK, OWNER)))
                .isNotEmpty().noneMatch(line -> line.contains("element"));
    }

    private static List<String> script(Set<Forward> before, Set<Forward> removals, Set<Forward> additions,
            Map<MasqueradeElement, Owner> there) {
        Moment moment = new Moment(1, Optional.empty(), GateRules.NONE, false, seen(before, there));
        return script(moment, before, removals, additions, there);
    }

    private static List<String> script(Moment moment, Set<Forward> before, Set<Forward> removals, Set<Forward> additions,
            Map<MasqueradeElement, Owner> there) {
        Change change = new Change(new Snapshot(before, List.of(), moment), OWNER, removals, additions);
        return new ChangeWriter(change, (Moment) change.basis().moment()).transaction(there).toString().lines().toList();
    }

    private static Seen seen(Set<Forward> forwards, Map<MasqueradeElement, Owner> there) {
        Seen nothing = new Seen(new OwnerBucket(OWNER, List.of()), LINKS, there.keySet(), there, Set.of(), List.of());
        Change first = new Change(new Snapshot(Set.of(), List.of(), 0), OWNER, Set.of(), forwards);
        OwnerBucket bucket = new TableChange(first, nothing).seenAfter().bucket();
        return new Seen(bucket, LINKS, there.keySet(), there, Set.of(), List.of());
    }
}
