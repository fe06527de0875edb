package io.hostport4j.netlink.diag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Finds the sockets that the test itself opened. */
@RequiresNamespaces
@RequiresTools("socat")
class SocketDiagnosticsIT {
    private static NetNamespace node;
    private static SocketDiagnostics diagnostics;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        node = NetNamespace.create("diag");
        diagnostics = node.call(() -> SocketDiagnostics.open(Syscalls.ofThisJvm()));
    }

    @AfterEach
    void closeSockets() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @AfterAll
    static void close() {
        diagnostics.close();
        node.close();
    }

    @Test
    void aListeningTcpSocketIsFoundByItsPort() throws Exception {
        tcp("127.0.0.1", 8080);

        ListeningSocket found = only(diagnostics.listening(TransportProtocol.TCP, 8080));

        assertThat(found.protocol()).isEqualTo(TransportProtocol.TCP);
        assertThat(found.address()).isEqualTo(InetAddress.getByName("127.0.0.1"));
        assertThat(found.port()).isEqualTo(8080);
        assertThat(found.uid()).isEqualTo(Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        assertThat(inodesOfThisProcess()).contains(found.inode());
        assertThat(found.boundInterface()).isEmpty();
        assertThat(found.v6Only()).isFalse();
    }

    @Test
    void otherPortsAreNotListed() throws Exception {
        tcp("127.0.0.1", 8081);
        tcp("127.0.0.1", 8082);

        assertThat(diagnostics.listening(TransportProtocol.TCP, 8081)).extracting(ListeningSocket::port).containsExactly(8081);
        assertThat(diagnostics.listening(TransportProtocol.TCP)).extracting(ListeningSocket::port).contains(8081, 8082);
    }

    @Test
    void aV6WildcardSocketTakesIpv4Too() throws Exception {
        tcp("::", 8083);

        ListeningSocket found = only(diagnostics.listening(TransportProtocol.TCP, 8083));

        assertThat(found.address()).isEqualTo(InetAddress.getByName("::"));
        assertThat(found.v6Only()).isFalse();
    }

    @Test
    void aSocketOfIpv6AloneSaysSo() throws Exception {
        // Java has no way to set IPV6_V6ONLY.
        socat("TCP6-LISTEN:8084,ipv6only=1,bind=[::]");

        assertThat(only(diagnostics.listening(TransportProtocol.TCP, 8084)).v6Only()).isTrue();
    }

    @Test
    void aSocketBoundToALinkNamesIt() throws Exception {
        socat("TCP4-LISTEN:8085,bindtodevice=lo");

        // Loopback is the first link of every namespace.
        assertThat(only(diagnostics.listening(TransportProtocol.TCP, 8085)).boundInterface()).hasValue(1);
    }

    @Test
    void establishedConnectionsAreNotListed() throws Exception {
        ServerSocketChannel server = tcp("127.0.0.1", 8086);
        opened.add(node.call(() -> SocketChannel.open(new InetSocketAddress("127.0.0.1", 8086))));
        opened.add(server.accept());

        assertThat(diagnostics.listening(TransportProtocol.TCP, 8086)).hasSize(1);
    }

    @Test
    void boundUdpSocketsOfBothFamiliesAreFound() throws Exception {
        udp("127.0.0.1", 5353);
        udp("::1", 5353);

        assertThat(diagnostics.listening(TransportProtocol.UDP, 5353)).extracting(ListeningSocket::address)
                .containsExactlyInAnyOrder(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
    }

    @Test
    void aConnectedUdpSocketDoesNotListen() throws Exception {
        udp("127.0.0.1", 5354).connect(new InetSocketAddress("127.0.0.1", 53));

        assertThat(diagnostics.listening(TransportProtocol.UDP, 5354)).isEmpty();
    }

    @Test
    void tcpAndUdpAreApart() throws Exception {
        tcp("127.0.0.1", 8087);

        assertThat(diagnostics.listening(TransportProtocol.UDP, 8087)).isEmpty();
    }

    @Test
    void socketsOfOtherNamespacesAreNotListed() throws Exception {
        try (NetNamespace other = NetNamespace.create("diag-other")) {
            opened.add(other.call(() -> listen("127.0.0.1", 8088)));

            assertThat(diagnostics.listening(TransportProtocol.TCP, 8088)).isEmpty();
        }
    }

    @Test
    void socketsByTheThousandComeInSeveralPieces() throws Exception {
        for (int port = 10000; port < 11000; port++) {
            udp("127.0.0.1", port);
        }

        assertThat(diagnostics.listening(TransportProtocol.UDP)).hasSize(1000);
        assertThat(diagnostics.listening(TransportProtocol.UDP, 10500)).hasSize(1);
    }

    @Test
    void sctpIsListedOrEmptyAndNeverFails() {
        assertThat(diagnostics.listening(TransportProtocol.SCTP)).isEmpty();
        assertThat(diagnostics.listening(TransportProtocol.SCTP, 8080)).isEmpty();
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThatThrownBy(() -> diagnostics.listening(TransportProtocol.TCP, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port \"0\" is not in 1 to 65535");
    }

    private static ListeningSocket only(List<ListeningSocket> sockets) {
        assertThat(sockets).hasSize(1);
        return sockets.get(0);
    }

    private ServerSocketChannel tcp(String address, int port) throws Exception {
        ServerSocketChannel socket = node.call(() -> listen(address, port));
        opened.add(socket);
        return socket;
    }

    private static ServerSocketChannel listen(String address, int port) throws Exception {
        return ServerSocketChannel.open(family(address)).bind(new InetSocketAddress(address, port));
    }

    private DatagramChannel udp(String address, int port) throws Exception {
        DatagramChannel socket = node.call(() -> DatagramChannel.open(family(address)).bind(new InetSocketAddress(address, port)));
        opened.add(socket);
        return socket;
    }

    /** Listens with socket options that Java does not have. */
    private void socat(String listen) throws Exception {
        Process socat = node.call(() -> new ProcessBuilder("socat", "-d", "-d", listen, "STDOUT").start());
        opened.add(() -> socat.destroyForcibly().waitFor());
        socat.errorReader().lines().filter(line -> line.contains("listening on")).findFirst().orElseThrow();
    }

    private static StandardProtocolFamily family(String address) {
        return address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    private static List<Long> inodesOfThisProcess() throws Exception {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(SocketDiagnosticsIT::target).filter(target -> target.startsWith("socket:["))
                    .map(target -> Long.valueOf(target.substring("socket:[".length(), target.length() - 1))).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // The listing's own descriptor, closed by now.
            return "";
        }
    }
}
