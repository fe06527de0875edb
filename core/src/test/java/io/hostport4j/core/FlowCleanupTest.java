package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.request;
import static io.hostport4j.core.Requests.v4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Presence;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which forwards' flows are looked for, and how often. */
class FlowCleanupTest {
    private static final PortMapping DNS = PortMapping.udp(53, 53);
    private static final PortMapping HTTP = PortMapping.tcp(8080, 80);

    private final MemoryBackend backend = new MemoryBackend();
    private final MemoryBackend left = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = hostPorts(TcpFlows.KEEP);

    @Test
    void forTcpAloneNobodyLooks() {
        hostPorts.add(request(WEB, HTTP));
        hostPorts.remove(WEB);
        assertThat(network.flowSearches).isZero();
    }

    @Test
    void tcpIsLeftOutBesideOthers() {
        hostPorts.add(request(WEB, HTTP, DNS));
        assertThat(network.flowsAdded).hasSize(2).allMatch(forward -> forward.hostPort().protocol() == Protocol.UDP);
    }

    @Test
    void onRequestTcpIsLikeTheOthers() {
        HostPorts ending = hostPorts(TcpFlows.END);
        ending.add(request(WEB, HTTP));
        assertThat(network.flowsAdded).hasSize(2);
        ending.retain("net", List.of());
        assertThat(network.flowsRemoved).isEqualTo(network.flowsAdded);
    }

    @Test
    void anAddThatChangesNothingLooksForNothing() {
        hostPorts.add(request(WEB, DNS));
        hostPorts.add(request(WEB, DNS));
        assertThat(network.flowSearches).isEqualTo(1);
    }

    @Test
    void oneLookIsEnoughForAnyNumberOfOwners() {
        hostPorts.add(request(WEB, DNS));
        hostPorts.add(request(OTHER, PortMapping.udp(54, 53)));
        network.flowSearches = 0;
        hostPorts.retain("net", List.of());
        assertThat(network.flowSearches).isEqualTo(1);
        assertThat(network.flowsRemoved).hasSize(4);
    }

    @Test
    void whatStaysOnTheSamePortIsTold() {
        hostPorts.add(new HostPortRequest(OTHER, List.of(v4("10.0.0.3")), List.of(DNS.on(ip("192.0.2.1")))));
        Forward held = hostPorts.list().get(0);
        hostPorts.add(new HostPortRequest(WEB, List.of(v4("10.0.0.2")), List.of(DNS)).with(PortPolicy.DEFAULT.with(ConflictPolicy.ALLOW)));
        assertThat(network.flowsStanding).containsExactly(held);
        assertThat(network.flowsRemoved).isEmpty();
    }

    @Test
    void whatStaysInAnotherStoreIsToldToo() {
        Forward held = forward("192.0.2.1", "10.0.0.3", OTHER.owner());
        left.forwards.add(held);
        hostPorts.add(new HostPortRequest(WEB, List.of(v4("10.0.0.2")), List.of(DNS)).with(PortPolicy.DEFAULT.with(ConflictPolicy.ALLOW)));
        assertThat(network.flowsStanding).containsExactly(held);
    }

    @Test
    void whatAnotherStoreLosesCounts() {
        Forward stale = forward("0.0.0.0", "10.0.0.3", OTHER.owner());
        left.forwards.add(stale);
        network.presence.put(ip("10.0.0.3"), Presence.GONE);
        hostPorts.add(new HostPortRequest(WEB, List.of(v4("10.0.0.2")), List.of(DNS)));
        assertThat(network.flowsRemoved).containsExactly(stale);
    }

    @Test
    void anAddThatWasTakenBackLeavesNoFlowsToWhatWasNeverThere() {
        network.readOnlySysctls = true;
        assertThatThrownBy(() -> hostPorts.add(request(WEB, DNS))).isInstanceOf(BackendFailedException.class);
        assertThat(network.flowsRemoved).hasSize(2);
        assertThat(network.flowsAdded).isEmpty();
    }

    @Test
    void whoLostItsPortToAnAddThatFailedLosesItsFlows() {
        hostPorts.add(new HostPortRequest(OTHER, List.of(v4("10.0.0.3")), List.of(DNS.on(ip("192.0.2.1")))));
        Forward lost = hostPorts.list().get(0);
        network.presence.put(ip("10.0.0.3"), Presence.GONE);
        network.readOnlySysctls = true;
        assertThatThrownBy(() -> hostPorts.add(request(WEB, DNS))).isInstanceOf(BackendFailedException.class);
        assertThat(network.flowsRemoved).contains(lost);
        assertThat(backend.forwards).isEmpty();
    }

    @Test
    void aRemovalThatFailsHalfWayEndsTheFlowsOfWhatWent() {
        hostPorts.add(request(WEB, DNS));
        left.forwards.add(forward("192.0.2.1", "10.0.0.2", WEB.owner()));
        left.failing = true;
        HostPorts another = hostPorts(TcpFlows.KEEP);
        assertThatThrownBy(() -> another.remove(WEB)).isInstanceOf(BackendFailedException.class);
        assertThat(network.flowsRemoved).hasSize(2).noneMatch(left.forwards::contains);
    }

    private HostPorts hostPorts(TcpFlows tcpFlows) {
        return new HostPorts(opened(backend), List.of(opened(left)), network, HostPorts.DEADLINE, InstantSource.system(), tcpFlows);
    }

    private static Forward forward(String hostAddress, String target, Owner owner) {
        return new Forward(new HostPort(Protocol.UDP, ip(hostAddress), 53), new Endpoint(ip(target), 53), Masquerade.WHEN_NEEDED, owner);
    }
}
