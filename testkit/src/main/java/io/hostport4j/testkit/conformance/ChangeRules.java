package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.DNS;
import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Pod.udp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a commit adds, takes away, and leaves. */
interface ChangeRules extends Aspect {
    @Test
    @Rule("R11")
    default void whatAChangeDoesNotNameStays() {
        Backend backend = stage().backend();
        stage().add(backend, DNS, stage().everywhere(DNS, 9090));
        stage().add(backend, WEB, stage().everywhere(WEB, 8080));
        stage().add(backend, WEB, stage().everywhere(WEB, 8081));
        List<Forward> both = new ArrayList<>(stage().everywhere(WEB, 8080));
        both.addAll(stage().everywhere(WEB, 8081));
        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(both));

        stage().replace(backend, WEB, stage().everywhere(WEB, 8081));

        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(stage().everywhere(WEB, 8081)));
        assertThat(ways(stage().own(backend, DNS))).isEqualTo(ways(stage().everywhere(DNS, 9090)));
    }

    @Test
    @Rule("R51")
    default void aRehearsalChangesNothingAndTheChangeCanStillBeMade() {
        Backend backend = stage().backend();
        for (List<Forward> wanted : List.of(stage().everywhere(WEB, 8080), stage().everywhere(WEB, 8081))) {
            String before = stage().state();
            Snapshot basis = backend.read(stage().scope(WEB, wanted));
            Change change = new Change(basis, WEB.owner(), basis.forwards(), new LinkedHashSet<>(wanted));

            backend.rehearse(change);

            assertThat(stage().state()).isEqualTo(before);
            backend.commit(change);
            assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(wanted));
        }
    }

    @Test
    @Rule("R52")
    default void changesOfManyAreAllMadeOrNone() {
        Backend backend = stage().backend();
        stage().add(backend, WEB, stage().everywhere(WEB, 7070));
        stage().replace(backend, WEB, List.of());
        String before = stage().state();
        List<Forward> web = stage().everywhere(WEB, 8080);
        List<Forward> dns = stage().everywhere(DNS, 9090);

        boolean together = backend.commitAll(List.of(addition(backend, WEB, web), addition(backend, DNS, dns)));

        if (together) {
            assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(web));
            assertThat(ways(stage().own(backend, DNS))).isEqualTo(ways(dns));
        } else {
            assertThat(stage().state()).isEqualTo(before);
        }
    }

    private Change addition(Backend backend, Pod pod, List<Forward> forwards) {
        Snapshot basis = backend.basis(stage().scope(pod, forwards));
        return new Change(basis, pod.owner(), Set.of(), new LinkedHashSet<>(forwards));
    }

    @Test
    @Rule("R12")
    default void aRemovalTakesNothingThatHasOnlyThePortInCommon() {
        Backend backend = stage().backend();
        List<InetAddress> addresses = stage().fixture().hostAddresses(Family.IPV4);
        stage().add(backend, WEB, WEB.forward(new HostPort(Protocol.TCP, addresses.get(0), 8080)));
        List<Forward> others = List.of(DNS.forward(new HostPort(Protocol.TCP, addresses.get(1), 8080)), DNS.forward(udp("0.0.0.0", 8080)));
        stage().add(backend, DNS, others);

        stage().replace(backend, WEB, List.of());

        assertThat(stage().own(backend, WEB)).isEmpty();
        assertThat(ways(stage().own(backend, DNS))).isEqualTo(ways(others));
    }

    @Test
    @Rule("R12")
    default void twoEnginesInterleavedEachRemoveTheirOwn() {
        HostPorts one = stage().engine();
        HostPorts two = stage().engine();
        one.add(WEB.request(PortMapping.tcp(8080, 80)));
        int each = one.list().size();
        one.add(DNS.request(PortMapping.udp(8053, 53)));

        assertThat(one.remove(WEB.attachment())).hasSize(each);
        assertThat(one.remove(WEB.attachment())).isEmpty();
        one.check(DNS.request(PortMapping.udp(8053, 53)));
        stage().require(Capability.LASTING);
        two.check(DNS.request(PortMapping.udp(8053, 53)));
        assertThat(two.remove(DNS.attachment())).hasSize(each);
        assertThat(one.remove(DNS.attachment())).isEmpty();
        assertThat(one.list()).isEmpty();
    }

    @Test
    @Rule("R13")
    default void aHostPortIsGivenAnotherTargetInOneCommit() {
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            stage().replace(backend, WEB, List.of(WEB.forward(tcp(family, 8080), 80), WEB.forward(tcp(family, 8081), 81)));
            List<Forward> swapped = List.of(WEB.forward(tcp(family, 8080), 81), WEB.forward(tcp(family, 8081), 80));
            stage().replace(backend, WEB, swapped);
            assertThat(ways(backend.read(new Scope.All()).forwards())).isEqualTo(ways(swapped));
        }
    }

    @Test
    @Rule("R14")
    default void anOwnerMayHaveAPortOnEveryAddressAndOnOne() {
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            InetAddress address = stage().fixture().hostAddresses(family).get(0);
            List<Forward> overlapping = List.of(WEB.forward(tcp(family, 8080), 80),
                    WEB.forward(new HostPort(Protocol.TCP, address, 8080), 81));
            stage().replace(backend, WEB, overlapping);
            assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(overlapping));
            stage().replace(backend, WEB, overlapping.subList(0, 1));
            assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(overlapping.subList(0, 1)));
        }
    }

    @Test
    @Rule("R15")
    default void anOwnerMayHaveAThousandForwards() {
        Backend backend = stage().backend();
        List<Forward> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(WEB.forward(tcp(Family.IPV4, 20_000 + 2 * i), 1 + i));
        }
        stage().replace(backend, WEB, many);
        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(many));
        assertThat(backend.read(stage().scope(WEB, many)).faults()).isEmpty();
        stage().replace(backend, WEB, List.of());
        assertThat(stage().own(backend, WEB)).isEmpty();
    }
}
