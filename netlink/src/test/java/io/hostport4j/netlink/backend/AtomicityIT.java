package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.OTHER;
import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.forward;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit is all or nothing, and only on what was read. */
class AtomicityIT extends BackendIT {
    private static final Forward WEB4 = forward(tcp("0.0.0.0", 8080), "10.0.0.2", 80, OWNER);
    private static final Forward WEB6 = forward(tcp("::", 8080), "fd00::2", 80, OWNER);
    private static final Map<HostPort, Forward> PORTS = Map.of(WEB4.hostPort(), WEB4, WEB6.hostPort(), WEB6);

    private Backend backend;
    private Map<InetAddress, Link> links;

    @BeforeEach
    void open() {
        backend = new NetlinkBackendProvider().open();
        Link link = new Link(bridge(), 24);
        links = Map.of(ip("10.0.0.2"), link, ip("fd00::2"), link);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void whatIsCommittedIsRead() {
        commit(read(), Set.of(), Set.of(WEB4, WEB6));

        Snapshot after = read();
        assertThat(after.forwards()).containsExactlyInAnyOrder(WEB4, WEB6);
        assertThat(after.faults()).isEmpty();
    }

    @Test
    void aCommitOnAnOldReadIsRefusedAndChangesNothing() {
        Snapshot old = read();
        nft("add table inet foreign");

        assertThatThrownBy(() -> commit(old, Set.of(), Set.of(WEB4, WEB6))).isInstanceOf(StaleSnapshotException.class);

        assertThat(listing()).isEmpty();
        commit(read(), Set.of(), Set.of(WEB4, WEB6));
        assertThat(read().forwards()).hasSize(2);
    }

    @Test
    void aCommitTwiceOnOneReadIsRefusedTheSecondTime() {
        Snapshot snapshot = read();
        commit(snapshot, Set.of(), Set.of(WEB4));

        assertThatThrownBy(() -> commit(snapshot, Set.of(), Set.of(WEB6))).isInstanceOf(StaleSnapshotException.class);
        assertThat(read().forwards()).containsExactly(WEB4);
    }

    @Test
    void aRefusalAtTheLastElementTakesBackAllBeforeItInBothFamilies() {
        hostPorts.add(ipv4(DNS, 3, PortMapping.udp(53, 53)));
        nft("add element inet hostport any6 { tcp . 8080 comment \"net/other/eth0\" : fd00::9 . 80 }");
        String before = listing();

        assertThatThrownBy(() -> commit(read(), Set.of(), Set.of(WEB4, WEB6)))
                .isInstanceOf(BackendFailedException.class)
                .hasMessageStartingWith("netlink: create element tcp . 8080 to map any6 of table inet hostport: exists already (EEXIST)");

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void afterARefusalTheSameBackendGoesOn() {
        hostPorts.add(ipv4(DNS, 3, PortMapping.udp(53, 53)));
        nft("add element inet hostport any6 { tcp . 8080 comment \"net/other/eth0\" : fd00::9 . 80 }");
        assertThatThrownBy(() -> commit(read(), Set.of(), Set.of(WEB6))).isInstanceOf(BackendFailedException.class);

        commit(read(), Set.of(), Set.of(WEB4));

        assertThat(read().forwards()).contains(WEB4).doesNotContain(WEB6);
        assertThat(read().faults()).isEmpty();
    }

    @Test
    void aRemovalOfWhatOthersHaveReplacedMeanwhileIsRefused() {
        commit(read(), Set.of(), Set.of(WEB4));
        Snapshot old = read();
        nft("delete element inet hostport any4 { tcp . 8080 }");
        hostPorts.add(ipv4(DNS, 3, PortMapping.tcp(8080, 80)));

        assertThatThrownBy(() -> commit(old, Set.of(WEB4), Set.of())).isInstanceOf(StaleSnapshotException.class);

        assertThat(elements("any4")).isEqualTo("tcp . 8080 comment \"net/dns/eth0\" : 10.0.0.3 . 80");
    }

    @Test
    void aReadOfAnOwnerTellsTheHoldersOfPortsThatOverlap() {
        hostPorts.add(ipv4(DNS, 3, PortMapping.udp(53, 53), PortMapping.tcp(8080, 80).on(ip("192.0.2.1")), PortMapping.tcp(9090, 90)));

        Snapshot everywhere = backend.read(new Scope.Of(OWNER, wanted(forward(tcp("0.0.0.0", 8080), "10.0.0.2", 80, OWNER)), Map.of()));
        Snapshot oneAddress = backend.read(new Scope.Of(OWNER, wanted(forward(udp("192.0.2.7", 53), "10.0.0.2", 53, OWNER)), Map.of()));
        Snapshot own = backend.read(Scope.Of.all(OTHER));

        assertThat(everywhere.forwards()).extracting(Forward::hostPort).containsExactly(tcp("192.0.2.1", 8080));
        assertThat(oneAddress.forwards()).extracting(Forward::hostPort).containsExactly(udp("0.0.0.0", 53));
        assertThat(own.forwards()).hasSize(3).allMatch(forward -> forward.owner().equals(OTHER));
    }

    @Test
    void whatAnEngineRemembersOfTheTableIsForgottenWhenOthersChangeIt() {
        commit(read(), Set.of(), Set.of(WEB4));
        assertThat(read().faults()).isEmpty();
        nft("flush chain inet hostport guard");
        assertThat(read().faults()).containsExactly("chain guard of table inet hostport lacks 'iif != \"lo\" ip daddr 127.0.0.0/8 drop',"
                + " 'iif != \"lo\" ip saddr 127.0.0.0/8 drop'");
        nft("delete table inet hostport");

        commit(read(), Set.of(), Set.of(WEB6));

        assertThat(read().forwards()).containsExactly(WEB6);
        assertThat(read().faults()).isEmpty();
    }

    @Test
    void aTableWithForwardsIsNotTidiedAway() {
        commit(read(), Set.of(), Set.of(WEB6));
        assertThat(backend.isEmpty()).isFalse();
        assertThatThrownBy(backend::tidy).isInstanceOf(StaleSnapshotException.class);

        commit(read(), Set.of(WEB6), Set.of());
        assertThat(backend.isEmpty()).isTrue();
        backend.tidy();
        assertThat(listing()).isEmpty();
        backend.tidy();
    }

    private static Map<HostPort, Forward> wanted(Forward forward) {
        return Map.of(forward.hostPort(), forward);
    }

    private Snapshot read() {
        return backend.read(new Scope.Of(WEB.owner(), PORTS, links));
    }

    private void commit(Snapshot basis, Set<Forward> removals, Set<Forward> additions) {
        backend.commit(new Change(basis, OWNER, removals, additions));
    }
}
