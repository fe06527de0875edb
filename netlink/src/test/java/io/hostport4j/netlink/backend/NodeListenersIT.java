package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.HostListenerException;
import io.hostport4j.core.HostListenerPolicy;
import io.hostport4j.core.PortPolicy;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.HostListener;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.LocalPorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets and sysctls of the node that a host port collides with: here the test's own. */
class NodeListenersIT extends BackendIT {
    private HostNetwork network;

    @BeforeEach
    void open() {
        run("ip", "link", "set", "lo", "up");
        network = new NodeNetworkProvider().open();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void aListeningProcessIsNamed() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(ip("127.0.0.1"), 8080));
            assertThat(network.listeners(Protocol.TCP, Set.of(8080))).singleElement().satisfies(listener -> {
                assertThat(listener.at()).hasToString("127.0.0.1:8080/tcp");
                assertThat(listener.process()).hasValue(new HostListener.Process((int) ProcessHandle.current().pid(), "java"));
            });
            assertThat(network.listeners(Protocol.UDP, Set.of(8080))).isEmpty();
            assertThat(network.listeners(Protocol.TCP, Set.of(8081))).isEmpty();
        }
    }

    @Test
    void oneQuestionIsEnoughForManyPorts() throws IOException {
        try (DatagramSocket one = new DatagramSocket(5301); DatagramSocket two = new DatagramSocket(5302); DatagramSocket three = new DatagramSocket(5303)) {
            assertThat(List.of(one, two, three)).allMatch(DatagramSocket::isBound);
            assertThat(network.listeners(Protocol.UDP, Set.of(5301, 5302))).extracting(listener -> listener.at().port())
                    .containsExactlyInAnyOrder(5301, 5302);
        }
    }

    @Test
    void anAddIsRefusedBeforeAnythingChanges() throws IOException {
        try (ServerSocket server = new ServerSocket(8080)) {
            assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(server.getLocalPort(), 80))
                    .with(PortPolicy.DEFAULT.with(HostListenerPolicy.FAIL))))
                    .isInstanceOf(HostListenerException.class).hasMessageContaining("process \"java\" (pid " + ProcessHandle.current().pid() + ")");
            assertThat(listing()).isEmpty();
        }
    }

    @Test
    void theKernelsOwnRangeIsThatOfTheSysctls() throws IOException {
        Path reserved = Path.of("/proc/sys/net/ipv4/ip_local_reserved_ports");
        Files.writeString(reserved, "40000,50000-50010");
        try {
            LocalPorts localPorts = network.localPorts();
            String range = run("cat", "/proc/sys/net/ipv4/ip_local_port_range").strip().replaceAll("\\s+", "-");
            assertThat(localPorts.range().map(PortRange::toString)).hasValue(range);
            assertThat(localPorts.reserved()).extracting(PortRange::toString).containsExactly("40000", "50000-50010");
        } finally {
            Files.writeString(reserved, "\n");
        }
        assertThat(network.localPorts().reserved()).isEmpty();
    }
}
