package io.hostport4j.testkit.conformance;

import static io.hostport4j.testkit.conformance.Pod.WEB;
import static io.hostport4j.testkit.conformance.Pod.tcp;
import static io.hostport4j.testkit.conformance.Stage.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.Probe;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is claimed is so. */
interface CapabilityRules extends Aspect {
    @Test
    @Rule("R32")
    default void theProbeClaimsWhatTheBackendCanDoAndNoMore() {
        Set<Capability> claimed;
        try {
            claimed = stage().fixture().provider().probe() instanceof Probe.Usable usable ? usable.capabilities() : Set.of();
        } catch (RuntimeException e) {
            claimed = Set.of();
        }
        Assumptions.assumeFalse(claimed.isEmpty(), "the probe does not say what the backend can do, which R49 is about");
        assertThat(claimed).isEqualTo(stage().fixture().capabilities());
    }

    @Test
    @Rule("R33")
    default void hostPortsOfIpv6LeadToContainersOfIpv6() {
        stage().require(Capability.IPV6);
        List<Forward> forwards = new ArrayList<>(List.of(WEB.forward(tcp(Family.IPV6, 8080)),
                WEB.forward(new HostPort(Protocol.UDP, Family.IPV6.unspecified(), 8080))));
        for (InetAddress address : stage().fixture().hostAddresses(Family.IPV6)) {
            forwards.add(WEB.forward(new HostPort(Protocol.TCP, address, 8081)));
        }
        areKept(stage().backend(), forwards);
    }

    @Test
    @Rule("R34")
    default void hostPortsOfSctp() {
        stage().require(Capability.SCTP);
        areKept(stage().backend(), stage().families().stream()
                .map(family -> WEB.forward(new HostPort(Protocol.SCTP, family.unspecified(), 8080))).toList());
    }

    @Test
    @Rule("R35")
    default void noClientIsMasqueradedWhereTheCallerSaysSo() {
        stage().require(Capability.CLIENT_ADDRESS);
        Backend backend = stage().backend();
        for (Family family : stage().families()) {
            Forward forward = WEB.forward(tcp(family, 8080), Masquerade.NEVER);
            areKept(backend, List.of(forward));
            assertThat(stage().own(backend, WEB)).allMatch(found -> found.masquerade() == Masquerade.NEVER);
        }
    }

    @Test
    @Rule("R36")
    default void hostPortsOnTheLoopbackOfIpv6() {
        stage().require(Capability.IPV6_LOOPBACK);
        areKept(stage().backend(), List.of(WEB.forward(tcp("::1", 8080))));
    }

    @Test
    @Rule("R37")
    default void hostPortsOfOneFamilyLeadToContainersOfTheOther() {
        stage().require(Capability.CROSS_FAMILY);
        Endpoint ipv4 = new Endpoint(WEB.address(Family.IPV4).address(), 80);
        Endpoint ipv6 = new Endpoint(WEB.address(Family.IPV6).address(), 80);
        areKept(stage().backend(), List.of(new Forward(tcp(Family.IPV6, 8080), ipv4, Masquerade.WHEN_NEEDED, WEB.owner()),
                new Forward(tcp(Family.IPV4, 8081), ipv6, Masquerade.WHEN_NEEDED, WEB.owner())));
    }

    @Test
    @Rule("R38")
    default void packetsAreMarkedByAChainThatAnotherProgramKeeps() {
        stage().require(Capability.EXTERNAL_MARK_CHAIN);
        Mark.Chain chain = stage().fixture().externalMarkChain();
        Backend backend = stage().open(chain);
        areKept(backend, stage().everywhere(WEB, 8080));
        stage().replace(backend, WEB, List.of());
        assertThat(stage().own(backend, WEB)).isEmpty();
    }

    private void areKept(Backend backend, List<Forward> forwards) {
        stage().replace(backend, WEB, forwards);
        assertThat(ways(stage().own(backend, WEB))).isEqualTo(ways(forwards));
        assertThat(backend.read(stage().scope(WEB, forwards)).faults()).isEmpty();
    }
}
