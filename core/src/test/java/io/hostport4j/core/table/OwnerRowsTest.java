package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.endpoint;
import static io.hostport4j.core.table.Samples.forward;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static io.hostport4j.core.table.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Conditions.Dialect;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.table.OwnerRow.Conditional;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnerRowsTest {
    private static final Conditions IF = Conditions.of(Dialect.NFTABLES, List.of("ip", "saddr", "10.0.0.0/8"));
    private static final Conditions IF6 = Conditions.of(Dialect.NFTABLES, List.of("ip6", "saddr", "fd00::/8"));
    private static final Map<InetAddress, Integer> LINKS = Map.of(ip("10.0.0.2"), 7, ip("fd00::2"), 8);

    @Test
    void noForwardsAreNoRows() {
        assertThat(OwnerRows.of(List.of(), LINKS)).isEmpty();
    }

    @Test
    void containersComeFirstEachOnceWithItsMasqueradingTheNumberOfRowsAndItsWay() {
        assertThat(rows(tcp("::", 80), tcp("0.0.0.0", 80), udp("0.0.0.0", 53))).startsWith(
                new Container(ip("10.0.0.2"), Masquerade.WHEN_NEEDED, 5, 7), new Container(ip("fd00::2"), Masquerade.WHEN_NEEDED, 5, 8));
    }

    @Test
    void aContainerWithoutAWayHasLink0() {
        List<Forward> forwards = List.of(forward(tcp("0.0.0.0", 80), "10.0.0.9", 80, OWNER));
        assertThat(OwnerRows.of(forwards, LINKS)).startsWith(new Container(ip("10.0.0.9"), Masquerade.WHEN_NEEDED, 2, 0));
    }

    @Test
    void portsInARowAreOneRowWhateverTheirOrder() {
        assertThat(rows(tcp("0.0.0.0", 82), tcp("0.0.0.0", 80), tcp("0.0.0.0", 81))).hasSize(2).endsWith(new Ports(tcp("0.0.0.0", 80), 82));
    }

    @Test
    void allPortsAreOneRow() {
        HostPort[] all = IntStream.rangeClosed(1, 65535).mapToObj(port -> tcp("::", port)).toArray(HostPort[]::new);
        assertThat(rows(all)).hasSize(2).endsWith(new Ports(tcp("::", 1), 65535));
    }

    @Test
    void aRowEndsAtAGapAndAtAnotherProtocolAddressOrFamily() {
        assertThat(rows(tcp("0.0.0.0", 80), tcp("0.0.0.0", 82), udp("0.0.0.0", 83), tcp("192.0.2.1", 83), tcp("::", 84)))
                .filteredOn(Ports.class::isInstance).hasSize(5);
    }

    @Test
    void rowsHoldExactlyTheHostPortsThatTheyWereMadeOf() {
        HostPort[] hostPorts = {tcp("192.0.2.1", 80), tcp("192.0.2.1", 81), udp("::", 53), tcp("192.0.2.2", 82), tcp("0.0.0.0", 65535)};
        assertThat(rows(hostPorts)).filteredOn(Ports.class::isInstance).flatExtracting(row -> ((Ports) row).hostPorts())
                .containsExactlyInAnyOrder(hostPorts);
    }

    @Test
    void theSameForwardsMakeTheSameRowsInWhateverOrderTheyCome() {
        HostPort[] one = {tcp("0.0.0.0", 80), udp("::", 53), tcp("192.0.2.1", 90)};
        HostPort[] other = {tcp("192.0.2.1", 90), tcp("0.0.0.0", 80), udp("::", 53)};
        assertThat(rows(one)).isEqualTo(rows(other));
    }

    @Test
    void conditionsComeLastOncePerFamily() {
        List<Forward> forwards = List.of(conditional(tcp("0.0.0.0", 80), IF), conditional(udp("0.0.0.0", 53), IF), conditional(tcp("::", 80), IF6));

        assertThat(OwnerRows.of(forwards, LINKS)).hasSize(7).startsWith(new Container(ip("10.0.0.2"), Masquerade.WHEN_NEEDED, 7, 7))
                .endsWith(new Conditional(Family.IPV4, IF), new Conditional(Family.IPV6, IF6));
    }

    @Test
    void aFamilyWithoutConditionsHasNoRowOfThem() {
        List<Forward> forwards = List.of(conditional(tcp("0.0.0.0", 80), Conditions.NONE), conditional(tcp("::", 80), IF6));

        assertThat(OwnerRows.of(forwards, LINKS)).filteredOn(Conditional.class::isInstance).containsExactly(new Conditional(Family.IPV6, IF6));
    }

    @Test
    void forwardsOfOneFamilyCannotHaveDifferentConditions() {
        List<Forward> forwards = List.of(conditional(tcp("0.0.0.0", 80), IF), conditional(tcp("0.0.0.0", 81), Conditions.NONE));

        assertThatThrownBy(() -> OwnerRows.of(forwards, LINKS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ip saddr 10.0.0.0/8");
    }

    private static Forward conditional(HostPort hostPort, Conditions conditions) {
        String target = hostPort.address() instanceof Inet4Address ? "10.0.0.2" : "fd00::2";
        return new Forward(hostPort, endpoint(target, 80), Masquerade.WHEN_NEEDED, conditions, OWNER);
    }

    private static List<OwnerRow> rows(HostPort... hostPorts) {
        List<Forward> forwards = new ArrayList<>();
        for (HostPort hostPort : hostPorts) {
            String target = hostPort.address() instanceof Inet4Address ? "10.0.0.2" : "fd00::2";
            forwards.add(forward(hostPort, target, hostPort.port(), OWNER));
        }
        return OwnerRows.of(forwards, LINKS);
    }
}
