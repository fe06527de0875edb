package io.hostport4j.core;

import static io.hostport4j.core.Requests.OTHER;
import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static io.hostport4j.core.Requests.v4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Presence;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of another attachment that holds a wanted port. */
class ConflictPolicyTest {
    private static final PortMapping HTTP = PortMapping.tcp(8080, 80);
    private static final PortMapping HTTP_ON_ONE = HTTP.on(ip("192.0.2.1"));
    private static final String HOLDER = "10.0.0.3";

    private final MemoryBackend backend = new MemoryBackend();
    private final MemoryBackend left = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = new HostPorts(opened(backend), List.of(opened(left)), network, HostPorts.DEADLINE, InstantSource.system());

    private static HostPortRequest holder(PortMapping... mappings) {
        return new HostPortRequest(OTHER, List.of(v4(HOLDER)), List.of(mappings));
    }

    private static HostPortRequest asker(ConflictPolicy policy, PortMapping... mappings) {
        return new HostPortRequest(WEB, List.of(v4("10.0.0.2")), List.of(mappings)).with(PortPolicy.DEFAULT.with(policy));
    }

    private List<String> listed() {
        return hostPorts.list().stream().map(Forward::toString).toList();
    }

    @Test
    void aDeadHolderLosesTheWantedPortAndKeepsTheOthers() {
        hostPorts.add(holder(HTTP, PortMapping.tcp(9090, 90)));
        network.presence.put(ip(HOLDER), Presence.GONE);
        hostPorts.add(asker(ConflictPolicy.FAIL, HTTP));
        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0", "0.0.0.0:9090/tcp -> 10.0.0.3:90 of net/other/eth0");
    }

    @Test
    void flowsToADeadHolderAreEnded() {
        hostPorts.add(holder(PortMapping.udp(53, 53)));
        Forward held = hostPorts.list().get(0);
        network.presence.put(ip(HOLDER), Presence.GONE);
        hostPorts.add(asker(ConflictPolicy.FAIL, PortMapping.udp(53, 53)));
        assertThat(network.flowsRemoved).containsExactly(held);
    }

    @Test
    void aHolderWhoseAddressTheAskerHasNowIsDead() {
        hostPorts.add(new HostPortRequest(OTHER, List.of(v4("10.0.0.2")), List.of(HTTP)));
        hostPorts.add(asker(ConflictPolicy.FAIL, HTTP));
        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0");
    }

    @ParameterizedTest
    @EnumSource(ConflictPolicy.class)
    void deadHoldersHaveNoPolicy(ConflictPolicy policy) {
        hostPorts.add(holder(HTTP));
        network.presence.put(ip(HOLDER), Presence.GONE);
        hostPorts.add(asker(policy, HTTP));
        assertThat(hostPorts.list()).extracting(Forward::owner).containsExactly(WEB.owner());
    }

    @Test
    void aHolderThatOnlyTheDefaultRouteLeadsToIsDead() {
        hostPorts.add(holder(HTTP));
        network.presence.put(ip(HOLDER), Presence.OUTSIDE);
        hostPorts.add(asker(ConflictPolicy.FAIL, HTTP));
        assertThat(hostPorts.list()).extracting(Forward::owner).containsExactly(WEB.owner());
    }

    @Test
    void aHolderOutsideWhoseClientsAreMasqueradedIsAlive() {
        hostPorts.add(new HostPortRequest(OTHER, List.of(v4(HOLDER)), List.of(HTTP), Masquerade.ALWAYS));
        network.presence.put(ip(HOLDER), Presence.OUTSIDE);
        assertThatThrownBy(() -> hostPorts.add(asker(ConflictPolicy.FAIL, HTTP))).isInstanceOf(ConflictException.class);
    }

    @Test
    void aHolderCountsAsAliveWhenNobodyCanTell() {
        hostPorts.add(holder(HTTP));
        network.brokenPresence = true;
        assertThatThrownBy(() -> hostPorts.add(asker(ConflictPolicy.FAIL, HTTP))).isInstanceOf(ConflictException.class);
    }

    @Test
    void nothingIsTakenFromTheDeadWhenALivingHolderRefuses() {
        hostPorts.add(holder(HTTP));
        hostPorts.add(new HostPortRequest(new AttachmentId("net", "third", "eth0"), List.of(v4("10.0.0.4")), List.of(PortMapping.tcp(9090, 90))));
        List<String> before = listed();
        network.presence.put(ip(HOLDER), Presence.GONE);
        assertThatThrownBy(() -> hostPorts.add(asker(ConflictPolicy.FAIL, HTTP, PortMapping.tcp(9090, 90)))).isInstanceOf(ConflictException.class);
        assertThat(listed()).isEqualTo(before);
    }

    @Test
    void aDeadHolderInAnotherStoreLosesThePort() {
        left.forwards.addAll(new ForwardPlan(holder(HTTP, PortMapping.tcp(9090, 90)), opened(left)).wanted().values());
        network.presence.put(ip(HOLDER), Presence.GONE);
        hostPorts.add(asker(ConflictPolicy.FAIL, HTTP));
        assertThat(left.forwards).extracting(forward -> forward.hostPort().port()).containsExactly(9090);
        assertThat(backend.forwards).hasSize(1);
    }

    @Test
    void aDeadHolderWhoseMarkSaysLessLosesThePort() {
        Forward forward = new ForwardPlan(holder(HTTP), opened(left)).wanted().values().iterator().next();
        left.forwards.add(new Forward(forward.hostPort(), forward.target(), forward.masquerade(), forward.conditions(), Owner.ofContainer("old")));
        network.presence.put(ip(HOLDER), Presence.GONE);
        hostPorts.add(asker(ConflictPolicy.FAIL, HTTP));
        assertThat(left.forwards).isEmpty();
    }

    @Test
    void replaceTakesThePortFromTheLiving() {
        hostPorts.add(holder(HTTP_ON_ONE, PortMapping.tcp(9090, 90)));
        hostPorts.add(asker(ConflictPolicy.REPLACE, HTTP));
        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0", "0.0.0.0:9090/tcp -> 10.0.0.3:90 of net/other/eth0");
    }

    @Test
    void replaceGoesOnWhenSomebodyElseTakesThePortMeanwhile() {
        hostPorts.add(holder(HTTP));
        backend.meanwhile(() -> backend.forwards.addAll(new ForwardPlan(new HostPortRequest(new AttachmentId("net", "third", "eth0"),
                List.of(v4("10.0.0.4")), List.of(HTTP_ON_ONE)), opened(backend)).wanted().values()));
        hostPorts.add(asker(ConflictPolicy.REPLACE, HTTP));
        assertThat(hostPorts.list()).extracting(Forward::owner).containsExactly(WEB.owner());
    }

    @Test
    void allowPutsOneAddressBesideEveryAddress() {
        hostPorts.add(holder(HTTP));
        hostPorts.add(asker(ConflictPolicy.ALLOW, HTTP_ON_ONE));
        assertThat(listed()).hasSize(2);
    }

    @Test
    void allowRefusesJustTheSameHostPort() {
        hostPorts.add(holder(HTTP));
        assertThatThrownBy(() -> hostPorts.add(asker(ConflictPolicy.ALLOW, HTTP))).isInstanceOf(ConflictException.class)
                .hasMessageContaining("container \"other\"");
    }

    @Test
    void whatWasAllowedIsCheckedAsAllowed() {
        hostPorts.add(holder(HTTP));
        hostPorts.add(asker(ConflictPolicy.ALLOW, HTTP_ON_ONE));
        assertThatCode(() -> hostPorts.check(asker(ConflictPolicy.ALLOW, HTTP_ON_ONE))).doesNotThrowAnyException();
        assertThatThrownBy(() -> hostPorts.check(asker(ConflictPolicy.FAIL, HTTP_ON_ONE))).isInstanceOf(CheckFailedException.class);
    }
}
