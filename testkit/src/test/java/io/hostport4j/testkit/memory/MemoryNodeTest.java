package io.hostport4j.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.UnsupportedOptionException;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a user's own test can do with a node in memory. */
class MemoryNodeTest {
    private static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");
    private static final AttachmentId DNS = new AttachmentId("net", "dns", "eth0");

    private final MemoryNode node = new MemoryNode();

    @Test
    void aDumpHasEverythingInAFixedOrder() {
        try (HostPorts hostPorts = open(Set.of(Capability.ADDITIONS))) {
            hostPorts.add(request(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53)));
            hostPorts.add(request(DNS, 3, PortMapping.tcp(1053, 53).on(ip("192.0.2.1"))));
        }
        assertThat(node.dump()).isEqualTo("""
                chain output
                chain postrouting
                chain prerouting
                map forwards
                forward 0.0.0.0:53/udp -> 10.0.0.2:53 of net/web/eth0, masquerade WHEN_NEEDED, link 7/24
                forward 0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0, masquerade WHEN_NEEDED, link 7/24
                forward 192.0.2.1:1053/tcp -> 10.0.0.3:53 of net/dns/eth0, masquerade WHEN_NEEDED, link 7/24
                loopback open at link 7
                """);
    }

    @Test
    void afterTheLastRemovalNothingIsLeft() {
        try (HostPorts hostPorts = open(Set.of(Capability.ADDITIONS))) {
            hostPorts.add(request(WEB, 2, PortMapping.tcp(8080, 80)));
            hostPorts.remove(WEB);
        }
        assertThat(node.dump()).isEmpty();
        assertThat(node.openBackends()).isZero();
    }

    @Test
    void whatSomebodyTakesAwayIsFoundByACheckAndMendedByAnAdd() {
        try (HostPorts hostPorts = open(Set.of(Capability.ADDITIONS))) {
            HostPortRequest request = request(WEB, 2, PortMapping.tcp(8080, 80));
            hostPorts.add(request);
            node.lose("chain output");
            assertThatThrownBy(() -> hostPorts.check(request)).isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("chain output is missing");
            hostPorts.add(request);
            hostPorts.check(request);
        }
    }

    @Test
    void whatTheNodeRefusesFails() {
        node.refuse(new HostPort(Protocol.TCP, ip("0.0.0.0"), 8080));
        try (HostPorts hostPorts = open(Set.of(Capability.ADDITIONS))) {
            assertThatThrownBy(() -> hostPorts.add(request(WEB, 2, PortMapping.tcp(8080, 80)))).isInstanceOf(BackendFailedException.class);
        }
        assertThat(node.dump()).isEmpty();
    }

    @Test
    void twoEnginesOnOneNodeSeeEachOther() {
        try (HostPorts one = open(Set.of(Capability.ADDITIONS)); HostPorts two = open(Set.of(Capability.ADDITIONS))) {
            one.add(request(WEB, 2, PortMapping.tcp(8080, 80)));
            assertThatThrownBy(() -> two.add(request(DNS, 3, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
            assertThat(two.remove(WEB)).hasSize(1);
        }
    }

    @Test
    void aBackendThatCanDoLessIsAskedForLess() {
        PortMapping sctp = new PortMapping(PortRange.of(8080), 80, Protocol.SCTP, Optional.empty());
        try (HostPorts hostPorts = open(Set.of(Capability.ADDITIONS))) {
            assertThatThrownBy(() -> hostPorts.add(request(WEB, 2, sctp))).isInstanceOf(UnsupportedOptionException.class);
        }
    }

    @Test
    void aMovementOfTheNodeMakesWhatWasReadOld() {
        MemoryBackend backend = new MemoryBackend(node);
        Snapshot before = backend.read(new Scope.All());
        node.disturb();
        assertThat(backend.read(new Scope.All()).moment()).isNotEqualTo(before.moment());
    }

    @Test
    void whatIsNotThereCannotBeLost() {
        assertThatThrownBy(() -> node.lose("chain output")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chain output");
    }

    @Test
    void aClosedBackendCannotBeUsed() {
        MemoryBackend backend = new MemoryBackend(node);
        backend.close();
        assertThatThrownBy(backend::isEmpty).isInstanceOf(IllegalStateException.class);
    }

    private HostPorts open(Set<Capability> capabilities) {
        MemoryBackendProvider provider = new MemoryBackendProvider(node, capabilities);
        MemoryNetwork network = new MemoryNetwork(node);
        OpenedBackend backend = new OpenedBackend(provider.name(), provider.capabilities(), provider.open(new Settings(network)));
        return new HostPorts(backend, List.of(), network, HostPorts.DEADLINE, InstantSource.system());
    }

    private static HostPortRequest request(AttachmentId attachment, int number, PortMapping... mappings) {
        return new HostPortRequest(attachment, List.of(new ContainerAddress(ip("10.0.0." + number), 24)), List.of(mappings));
    }

    private static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
