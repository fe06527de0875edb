package io.hostport4j.core;

import static io.hostport4j.core.Requests.WEB;
import static io.hostport4j.core.Requests.ip;
import static io.hostport4j.core.Requests.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done about processes of the node that listen on wanted host ports. */
class HostListenerPolicyTest {
    private static final PortMapping HTTP = PortMapping.tcp(8080, 80);

    private final MemoryBackend backend = new MemoryBackend();
    private final FakeNetwork network = new FakeNetwork();
    private final HostPorts hostPorts = new HostPorts(opened(backend), List.of(), network, HostPorts.DEADLINE, InstantSource.system());

    private static HostPortRequest request(HostListenerPolicy policy, PortMapping mapping) {
        return Requests.request(WEB, mapping).with(PortPolicy.DEFAULT.with(policy));
    }

    private void listen(String address, boolean bothFamilies) {
        network.listeners.add(new HostListener(new HostPort(Protocol.TCP, ip(address), 8080), bothFamilies,
                Optional.of(new HostListener.Process(4711, "nginx"))));
    }

    @Test
    void failNamesTheProcessAndChangesNothing() {
        listen("0.0.0.0", false);
        assertThatThrownBy(() -> hostPorts.add(request(HostListenerPolicy.FAIL, HTTP))).isInstanceOf(HostListenerException.class)
                .hasMessage("host port 0.0.0.0:8080/tcp is taken: process \"nginx\" (pid 4711) listens on 0.0.0.0:8080/tcp;"
                        + " choose another port, end that process first, or set hostListener to warn");
        assertThat(backend.forwards).isEmpty();
    }

    @Test
    void warnGivesThePortToTheContainer() {
        listen("0.0.0.0", false);
        hostPorts.add(request(HostListenerPolicy.WARN, HTTP));
        assertThat(backend.forwards).hasSize(2);
    }

    @Test
    void warnGoesOnWhenTheSocketsCannotBeListed() {
        network.brokenListeners = true;
        hostPorts.add(request(HostListenerPolicy.WARN, HTTP));
        assertThat(backend.forwards).hasSize(2);
    }

    @Test
    void ignoreDoesNotLook() {
        network.brokenListeners = true;
        hostPorts.add(request(HostListenerPolicy.IGNORE, HTTP));
        assertThat(network.looks).isZero();
    }

    @Test
    void aBackendWithSocketsOfItsOwnIsNotAskedAboutThem() {
        listen("0.0.0.0", false);
        OpenedBackend userland = new OpenedBackend("userland", Set.of(Capability.OWN_SOCKETS, Capability.CLIENT_ADDRESS), backend);
        new HostPorts(userland, List.of(), network, HostPorts.DEADLINE, InstantSource.system()).add(request(HostListenerPolicy.FAIL, HTTP));
        assertThat(network.looks).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, false, 192.0.2.1, true", "192.0.2.1, false, 0.0.0.0, true", "192.0.2.1, false, 192.0.2.2, false",
        "::, true, 192.0.2.1, true", "::, false, 192.0.2.1, false", "::, true, ::, true", "127.0.0.1, false, 0.0.0.0, true",
        "::1, false, 2001:db8::1, false"})
    void socketsAreInTheWayWhereTheyTakeTheSamePackets(String socket, boolean bothFamilies, String hostAddress, boolean inTheWay) {
        listen(socket, bothFamilies);
        HostPort wanted = new HostPort(Protocol.TCP, ip(hostAddress), 8080);
        assertThat(network.listeners.get(0).overlaps(wanted)).isEqualTo(inTheWay);
    }

    @Test
    void anotherPortOrProtocolIsNotInTheWay() {
        listen("::", true);
        assertThat(network.listeners.get(0).overlaps(new HostPort(Protocol.UDP, ip("0.0.0.0"), 8080))).isFalse();
        assertThat(network.listeners.get(0).overlaps(new HostPort(Protocol.TCP, ip("0.0.0.0"), 8081))).isFalse();
    }
}
