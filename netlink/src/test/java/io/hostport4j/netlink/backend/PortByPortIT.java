package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.SetElement;
import io.hostport4j.netlink.socket.Syscalls;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps that are too large to be listed, of several protocols and in both families. */
class PortByPortIT extends BackendIT {
    private static final int TCP_PORTS = 25_000;
    private static final int UDP_PORTS = 20_000;
    private static final int ALL = TCP_PORTS + UDP_PORTS;

    private final HostPortRequest many = dualStack(WEB, 2, range(1_000, TCP_PORTS, Protocol.TCP), range(40_000, UDP_PORTS, Protocol.UDP));
    private Backend backend;

    @BeforeEach
    void addMany() {
        hostPorts.add(many);
        backend = new NetlinkBackendProvider().open();
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void everyForwardIsListedOfBothFamilies() {
        List<String> wanted = IntStream.range(0, ALL).mapToObj(PortByPortIT::port).flatMap(port -> List.of(
                "0.0.0.0:" + port + " -> 10.0.0.2", "[::]:" + port + " -> [fd00::2]").stream()).toList();

        assertThat(hostPorts.list()).extracting(forward -> forward.toString().replaceAll(":\\d+ of .*", "")).hasSize(2 * ALL)
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(backend.read(new Scope.All()).faults()).isEmpty();
    }

    @Test
    void whatIsReadPortByPortIsWhatIsListed() {
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            NftQuery query = nftables.query();
            int answer = query.elements(KernelTable.set(TableSet.ANY4));
            Set<SetElement> listed = new HashSet<>(query.send().elements(answer));

            Optional<List<SetElement>> asked = new PortByPort(nftables::query).read(TableSet.ANY4, ALL, nftables.generation());

            assertThat(asked).hasValueSatisfying(elements -> assertThat(new HashSet<>(elements)).isEqualTo(listed).hasSize(ALL));
        }
    }

    @Test
    void nothingIsToldOfAnotherGenerationNorWhenThereAreMoreThanWereFound() {
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            PortByPort ports = new PortByPort(nftables::query);

            int old = nftables.generation() - 1;
            assertThatThrownBy(() -> ports.read(TableSet.ANY4, ALL, old)).isInstanceOf(StaleSnapshotException.class);
            assertThat(ports.read(TableSet.ANY4, ALL + 1, nftables.generation())).isEmpty();
        }
    }

    @Test
    void whatNoPortLeadsToIsFoundAllTheSame() {
        nft("add element inet hostport any4 { icmp . 8 : 10.0.0.9 . 80 }");

        Snapshot snapshot = backend.read(new Scope.All());

        assertThat(snapshot.forwards()).hasSize(2 * ALL);
        assertThat(snapshot.faults()).containsExactly(
                "map any4 of table inet hostport has an element without an owner: 1 . 8 : 10.0.0.9 . 80");
    }

    @Test
    void connectionsAreCountedInALargeMapToo() {
        assertThat(backend.connections()).hasSize(2 * ALL).containsValue(OptionalLong.of(0)).doesNotContainValue(OptionalLong.empty());
    }

    @Test
    void eachListIsOfOneMomentWhileOthersComeAndGo() {
        HostPortRequest others = ipv4(DNS, 3, range(100, 50, Protocol.TCP), range(100, 50, Protocol.SCTP));
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> elsewhere(other -> {
            for (int i = 0; i < 20; i++) {
                other.add(others);
                other.remove(DNS);
            }
        }), task -> new Thread(task).start());
        Set<Integer> sizes = new HashSet<>();
        do {
            List<Forward> list = hostPorts.list();
            sizes.add(list.stream().map(Forward::hostPort).collect(Collectors.toSet()).size());
        } while (!changes.isDone());
        changes.join();
        sizes.add(hostPorts.list().size());

        assertThat(sizes).contains(2 * ALL).isSubsetOf(2 * ALL, 2 * ALL + 100);
    }

    private static PortMapping range(int first, int count, Protocol protocol) {
        return new PortMapping(new PortRange(first, first + count - 1), first, protocol, Optional.empty());
    }

    private static String port(int i) {
        return i < TCP_PORTS ? 1_000 + i + "/tcp" : 40_000 + i - TCP_PORTS + "/udp";
    }
}
