package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.LOG;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Pod.udp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a snapshot shows of an owner and of the whole node. */
interface ReadingRules extends Aspect {
    @Test
    @Rule("R1")
    default void aNodeWithoutForwardsReadsAsEmpty() {
        Backend backend = stage().backend();
        for (Scope scope : List.of(new Scope.All(), Scope.Of.all(WEB.owner()), stage().scope(WEB, stage().everywhere(WEB, 8080)))) {
            Snapshot snapshot = backend.read(scope);
            assertThat(snapshot.forwards()).isEmpty();
            assertThat(snapshot.faults()).isEmpty();
        }
    }

    @Test
    @Rule("R2")
    default void oneForwardIsReadAsCommitted() {
        Forward forward = WEB.forward(tcp(Family.IPV4, 8080));
        stage().add(stage().backend(), WEB, forward);
        assertThat(ways(stage().own(stage().backend(), WEB))).isEqualTo(ways(List.of(forward)));
    }

    @Test
    @Rule("R2")
    default void aHundredForwardsOfBothProtocolsAreReadAsCommitted() {
        List<Forward> forwards = new ArrayList<>();
        for (int port = 8000; port < 8050; port++) {
            forwards.add(WEB.forward(tcp(Family.IPV4, port), 10_000 - port));
            forwards.add(WEB.forward(new HostPort(Protocol.UDP, Family.IPV4.unspecified(), port), 53));
        }
        stage().add(stage().backend(), WEB, forwards);
        assertThat(ways(stage().own(stage().backend(), WEB))).isEqualTo(ways(forwards));
    }

    @Test
    @Rule("R2")
    default void forwardsOnSingleAddressesOfTheNodeAreReadAsCommitted() {
        List<Forward> forwards = new ArrayList<>();
        for (InetAddress address : stage().fixture().hostAddresses(Family.IPV4)) {
            forwards.add(WEB.forward(new HostPort(Protocol.TCP, address, 8080)));
        }
        forwards.add(WEB.forward(tcp("127.0.0.1", 8080)));
        forwards.add(WEB.forward(udp("127.0.0.1", 8053)));
        stage().add(stage().backend(), WEB, forwards);
        assertThat(ways(stage().own(stage().backend(), WEB))).isEqualTo(ways(forwards));
    }

    @Test
    @Rule("R2")
    default void aRequestThatIsMadeTwiceFindsNothingToDoAndNothingToComplainOf() {
        HostPorts engine = stage().engine();
        engine.add(WEB.request(PortMapping.tcp(8080, 80), PortMapping.udp(8053, 53)));
        String before = stage().state();
        engine.add(WEB.request(PortMapping.tcp(8080, 80), PortMapping.udp(8053, 53)));
        engine.check(WEB.request(PortMapping.tcp(8080, 80), PortMapping.udp(8053, 53)));
        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R3")
    default void theClientsToMasqueradeAreReadAsCommitted() {
        Backend backend = stage().backend();
        stage().add(backend, WEB, stage().families().stream().map(family -> WEB.forward(tcp(family, 8080), Masquerade.WHEN_NEEDED)).toList());
        stage().add(backend, DNS, stage().families().stream().map(family -> DNS.forward(tcp(family, 8081), Masquerade.ALWAYS)).toList());
        assertThat(stage().own(backend, WEB)).hasSize(stage().families().size())
                .allMatch(forward -> forward.masquerade() == Masquerade.WHEN_NEEDED);
        assertThat(stage().own(backend, DNS)).hasSize(stage().families().size())
                .allMatch(forward -> forward.masquerade() == Masquerade.ALWAYS);
    }

    @Test
    @Rule("R4")
    default void aReadOfAnOwnerShowsAllItsForwardsWhicheverHostPortsAreWanted() {
        Backend backend = stage().backend();
        List<Forward> forwards = new ArrayList<>(stage().everywhere(WEB, 8080));
        forwards.add(WEB.forward(udp("0.0.0.0", 8053)));
        stage().add(backend, WEB, forwards);
        Snapshot snapshot = backend.read(stage().scope(WEB, List.of(WEB.forward(tcp(Family.IPV4, 9090)))));
        assertThat(ways(Stage.owned(snapshot, WEB))).isEqualTo(ways(forwards));
    }

    @Test
    @Rule("R5")
    default void aReadOfEverythingShowsTheForwardsOfAllOwners() {
        Backend backend = stage().backend();
        List<Forward> all = new ArrayList<>();
        for (Pod pod : List.of(WEB, DNS, LOG)) {
            List<Forward> forwards = new ArrayList<>(stage().everywhere(pod, 8000 + pod.number()));
            for (int port = 9000; port < 9010; port++) {
                forwards.add(pod.forward(new HostPort(Protocol.UDP, Family.IPV4.unspecified(), port + 10 * pod.number())));
            }
            stage().add(backend, pod, forwards);
            all.addAll(forwards);
        }
        assertThat(ways(backend.read(new Scope.All()).forwards())).isEqualTo(ways(all));
    }

    @Test
    @Rule("R6")
    default void aReadChangesNothing() {
        Backend backend = stage().backend();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        for (Damage damage : stage().fixture().damages().stream().limit(1).toList()) {
            damage.happening().run();
        }
        String before = stage().state();
        backend.read(new Scope.All());
        backend.read(stage().scope(WEB, stage().everywhere(WEB, 8081)));
        backend.read(Scope.Of.all(DNS.owner()));
        backend.basis(stage().scope(WEB, stage().everywhere(WEB, 8080)));
        backend.isEmpty();
        assertThat(stage().state()).isEqualTo(before);
    }

    @Test
    @Rule("R7")
    default void whatAnotherInstanceDidIsRead() {
        Backend backend = stage().backend();
        Backend another = stage().another();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        stage().replace(another, WEB, stage().everywhere(WEB, 8081));
        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(stage().everywhere(WEB, 8081)));
        stage().replace(another, WEB, List.of());
        assertThat(stage().own(backend, WEB)).isEmpty();
    }

    @Test
    @Rule("R54")
    default void connectionsAreToldOfEveryForwardAndOfOneThatNobodyUsedThereAreNone() {
        Backend backend = stage().backend();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        stage().add(backend, DNS, List.of(DNS.forward(udp("127.0.0.1", 8053))));
        Map<Forward, OptionalLong> connections = backend.connections();
        assertThat(connections.keySet()).isEqualTo(backend.read(new Scope.All()).forwards());
        assertThat(connections.values()).allMatch(number -> number.orElse(0) == 0);
    }

    @Test
    @Rule("R53")
    default void aForwardThatServesTheLoopbackIsFoundByItsTargetAsLongAsItIsThere() {
        Backend backend = stage().backend();
        Predicate<InetAddress> web = WEB.address(Family.IPV4).address()::equals;
        stage().add(backend, DNS, stage().everywhere(DNS, 9090));
        assertThat(backend.findLoopback(web)).isEmpty();
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        assertThat(backend.findLoopback(web)).contains(tcp(Family.IPV4, 8080));
        assertThat(stage().another().findLoopback(web)).contains(tcp(Family.IPV4, 8080));
        stage().replace(backend, WEB, List.of());
        assertThat(backend.findLoopback(web)).isEmpty();
        assertThat(backend.findLoopback(address -> true)).contains(tcp(Family.IPV4, 9090));
    }
}
