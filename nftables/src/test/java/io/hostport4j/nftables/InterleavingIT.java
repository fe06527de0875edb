package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static io.hostport4j.nftables.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What others, who know no lock of ours, do between two of nft's starts. */
class InterleavingIT extends BackendIT {
    private static final AttachmentId THIRD = new AttachmentId("net", "third", "eth0");

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80));
    private final HostPortRequest onOneAddress = ipv4(DNS, 3, PortMapping.tcp(8080, 80).on(ip("192.0.2.1")));
    private final AtomicReference<String> then = new AtomicReference<>();

    @Test
    void whoIsFasterWithTheSamePortKeepsIt() {
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(dualStack(DNS, 3, PortMapping.tcp(8080, 80)))));

        assertThatThrownBy(() -> hostPorts.add(web)).isInstanceOf(ConflictException.class).hasMessageContaining("container \"dns\"");

        assertThat(listing()).isEqualTo(then.get());
    }

    @Test
    void whoIsFasterWithAPortThatOverlapsKeepsItThoughTheKernelKnowsNoConflict() {
        byNetlink(netlink -> netlink.add(dualStack(THIRD, 4, PortMapping.udp(4, 4))));
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(onOneAddress)));

        assertThatThrownBy(() -> hostPorts.add(web)).isInstanceOf(ConflictException.class).hasMessageContaining("container \"dns\"");

        assertThat(tools.inputs.get(3)).contains("delete element inet hostport any4 { tcp . 8080 }");
        assertThat(listing()).isEqualTo(then.get());
        byNetlink(netlink -> netlink.check(onOneAddress));
    }

    @Test
    void whatWasReplacedIsPutBackWhenTheNewIsTakenBack() {
        HostPortRequest before = dualStack(WEB, 2, PortMapping.tcp(7070, 70), PortMapping.udp(7071, 70));
        hostPorts.add(before);
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(onOneAddress)));

        assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(7071, 70))))
                .isInstanceOf(ConflictException.class);

        hostPorts.check(before);
        byNetlink(netlink -> {
            netlink.check(before);
            netlink.check(onOneAddress);
        });
        assertThat(listed()).hasSize(5);
    }

    @Test
    void whoComesWithAnotherPortIsNotInTheWay() {
        HostPortRequest other = dualStack(DNS, 3, PortMapping.tcp(8081, 80));
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(other)));

        hostPorts.add(web);

        hostPorts.check(web);
        hostPorts.check(other);
    }

    @Test
    void aForwardThatAnotherTookMeanwhileIsNotRemoved() {
        hostPorts.add(web);
        HostPortRequest elsewhere = dualStack(DNS, 3, PortMapping.tcp(8080, 80));
        betweenListAndScript(() -> byNetlink(netlink -> {
            netlink.remove(WEB);
            netlink.add(elsewhere);
        }));

        assertThat(hostPorts.remove(WEB)).isEmpty();

        byNetlink(netlink -> netlink.check(elsewhere));
        assertThat(listing()).isEqualTo(then.get());
    }

    @Test
    void aForwardThatAnotherTookMeanwhileWithTheSameTargetIsNotRemoved() {
        hostPorts.add(web);
        HostPortRequest sameTarget = dualStack(DNS, 2, PortMapping.tcp(8080, 80));
        betweenListAndScript(() -> byNetlink(netlink -> {
            netlink.remove(WEB);
            netlink.add(sameTarget);
        }));

        assertThat(hostPorts.remove(WEB)).isEmpty();

        byNetlink(netlink -> netlink.check(sameTarget));
        assertThat(listing()).isEqualTo(then.get());
    }

    @Test
    void aRemovalByAnotherIsNoFailure() {
        hostPorts.add(web);
        betweenListAndScript(() -> byNetlink(netlink -> netlink.remove(WEB)));

        assertThat(hostPorts.remove(WEB)).isEmpty();
        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void aTableThatVanishesIsMadeAnew() {
        hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));
        betweenListAndScript(() -> nft("delete table inet hostport"));

        hostPorts.add(web);

        byNetlink(netlink -> netlink.check(web));
        assertThat(listed()).hasSize(2);
    }

    @Test
    void aTableThatAppearsIsNotMadeTwice() {
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(dualStack(DNS, 3, PortMapping.udp(53, 53)))));

        hostPorts.add(web);

        hostPorts.check(web);
        assertThat(listed()).hasSize(4);
    }

    @Test
    void aForwardThatComesBeforeTheTableGoesStaysAndWorks() {
        hostPorts.add(web);
        hostPorts.remove(WEB);
        assertThat(listing()).contains("about to go");
        tools.beforeNext(() -> byNetlink(netlink -> netlink.add(onOneAddress)));

        hostPorts.close();

        byNetlink(netlink -> netlink.check(onOneAddress));
        assertThat(listing()).doesNotContain("about to go", "net/web");
    }

    @Test
    void whatCameSinceTheLastWentIsNotTakenForNothing() {
        try (HostNetwork network = network(); Backend backend = backend(network)) {
            hostPorts.add(web);
            Snapshot snapshot = backend.read(Scope.Of.all(WEB.owner()));
            backend.commit(new Change(snapshot, WEB.owner(), snapshot.forwards(), Set.of()));
            assertThat(backend.isEmpty()).isTrue();

            byNetlink(netlink -> netlink.add(onOneAddress));

            assertThat(backend.isEmpty()).isFalse();
            assertThatThrownBy(backend::tidy).isInstanceOf(StaleSnapshotException.class);
            byNetlink(netlink -> netlink.check(onOneAddress));
        }
    }

    @Test
    void aForwardThatComesBeforeTheLastOtherGoesStaysAndWorks() {
        hostPorts.add(web);
        HostPortRequest other = dualStack(DNS, 3, PortMapping.udp(53, 53));
        betweenListAndScript(() -> byNetlink(netlink -> netlink.add(other)));

        hostPorts.remove(WEB);
        hostPorts.close();

        byNetlink(netlink -> netlink.check(other));
        assertThat(listing()).doesNotContain("about to go", "net/web");
    }

    @Test
    void anotherTableOfTheSameNameDoesNotGoInItsPlace() {
        hostPorts.add(web);
        hostPorts.remove(WEB);
        tools.beforeNext(() -> {
            nft("delete table inet hostport");
            byNetlink(netlink -> netlink.add(onOneAddress));
        });

        hostPorts.close();

        byNetlink(netlink -> netlink.check(onOneAddress));
    }

    @Test
    void anEmptyTableThatSomebodyLeftGoes() {
        byNetlink(netlink -> netlink.add(web));
        nft("flush map inet hostport any4\nflush map inet hostport any6\nflush map inet hostport owners\n"
                + "flush set inet hostport masq_self4\nflush set inet hostport masq_self6\n"
                + "flush set inet hostport masq_link4\nflush set inet hostport masq_link6");

        assertThat(hostPorts.remove(WEB)).isEmpty();
        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void anElementThatIsNobodysGivesWayToWhoWantsItsPort() {
        hostPorts.add(ipv4(DNS, 3, PortMapping.udp(53, 53)));
        nft("add element inet hostport any4 { tcp . 8080 : 10.0.0.9 . 80 }");

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(7070, 70), PortMapping.tcp(8080, 80)));

        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(7070, 70), PortMapping.tcp(8080, 80)));
        hostPorts.check(ipv4(DNS, 3, PortMapping.udp(53, 53)));
    }

    /** Before the second start from now; the list is the first. */
    private void betweenListAndScript(Runnable action) {
        // Another table's change: what the backend remembers of the rule set is not good any more, so that it lists.
        nft("add table inet foreign");
        tools.beforeNext(() -> { });
        tools.beforeNext(() -> {
            action.run();
            then.set(listing());
        });
    }
}
