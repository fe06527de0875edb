package io.hostport4j.netlink.diag;

import static io.hostport4j.netlink.socket.KernelMessages.done;
import static io.hostport4j.netlink.socket.KernelMessages.part;
import static io.hostport4j.netlink.socket.KernelMessages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.ScriptedKernel;
import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.HostileBytes;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.net.InetAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SocketDiagnosticsTest {
    private static final int BY_FAMILY = 20;
    private static final String WILDCARD_8080 = """
            0a 0a 00 00 # inet_diag_msg: AF_INET6, TCP_LISTEN, timer, retransmissions
            1f 90 00 00 # source port 8080, destination port
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 # source ::
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 # destination
            02 00 00 00 # interface 2
            01 00 00 00 00 00 00 00 # cookie
            00 00 00 00 # expires
            00 00 00 00 # receive queue
            80 00 00 00 # send queue
            fe ff ff ff # uid 4294967294
            ff ff ff ff # inode 4294967295
            05 00 0b 00 01 00 00 00 # INET_DIAG_SKV6ONLY
            05 00 08 00 00 00 00 00 # INET_DIAG_SHUTDOWN
            """;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final SocketDiagnostics diagnostics = SocketDiagnostics.open(kernel);

    @Test
    void bothFamiliesAreAskedForOneAfterTheOther() {
        kernel.onSend().datagram(done(1));
        kernel.onSend().datagram(done(2));

        diagnostics.listening(TransportProtocol.TCP, 8080);

        String request = """
                48 00 00 00 # nlmsg_len: 72
                14 00       # nlmsg_type: SOCK_DIAG_BY_FAMILY
                01 03       # nlmsg_flags: REQUEST | DUMP
                %s 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid
                %s 06 00 00 # inet_diag_req_v2: family, IPPROTO_TCP, no extensions
                00 04 00 00 # states: 1 << TCP_LISTEN
                1f 90 00 00 # source port 8080, destination port
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 # source
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 # destination
                00 00 00 00 # interface
                00 00 00 00 00 00 00 00 # cookie
                """;
        assertThat(kernel.sent()).containsExactly(HexBytes.of(request.formatted("01", "02")), HexBytes.of(request.formatted("02", "0a")));
    }

    @Test
    void everyFieldOfASocketIsRead() throws Exception {
        kernel.onSend().datagram(done(1));
        kernel.onSend().datagram(part(BY_FAMILY, 2, HexBytes.of(WILDCARD_8080))).datagram(done(2));

        assertThat(diagnostics.listening(TransportProtocol.TCP)).containsExactly(new ListeningSocket(TransportProtocol.TCP,
                InetAddress.getByName("::"), 8080, 4294967295L, 4294967294L, OptionalInt.of(2), true));
    }

    @Test
    void anIpv4SocketHasFourBytesOfAddress() throws Exception {
        String socket = WILDCARD_8080.replaceFirst("0a 0a", "02 0a").replaceFirst("00 00 00 00", "0a 00 00 01");
        kernel.onSend().datagram(part(BY_FAMILY, 1, HexBytes.of(socket))).datagram(done(1));
        kernel.onSend().datagram(done(2));

        assertThat(diagnostics.listening(TransportProtocol.TCP)).extracting(ListeningSocket::address)
                .containsExactly(InetAddress.getByName("10.0.0.1"));
    }

    @Test
    void whatAKernelAddsThatDoesNotComparePortsIsLeftOut() {
        String unbound = WILDCARD_8080.replaceFirst("1f 90", "00 00");
        kernel.onSend().datagram(part(BY_FAMILY, 1, HexBytes.of(WILDCARD_8080)), part(BY_FAMILY, 1, HexBytes.of(unbound))).datagram(done(1));
        kernel.onSend().datagram(done(2));
        assertThat(diagnostics.listening(TransportProtocol.UDP, 8081)).isEmpty();
        kernel.onSend().datagram(part(BY_FAMILY, 3, HexBytes.of(WILDCARD_8080)), part(BY_FAMILY, 3, HexBytes.of(unbound))).datagram(done(3));
        kernel.onSend().datagram(done(4));

        assertThat(diagnostics.listening(TransportProtocol.UDP)).hasSize(1);
    }

    @Test
    void aKernelWithoutSctpHasNoSuchSockets() {
        kernel.onSend().datagram(done(1, Errno.ENOENT, "no handler"));
        kernel.onSend().datagram(refusal(2, Errno.ENOENT));

        assertThat(diagnostics.listening(TransportProtocol.SCTP)).isEmpty();
    }

    @Test
    void aKernelThatCannotListTcpIsAnError() {
        kernel.onSend().datagram(done(1, Errno.ENOENT, "no handler"));

        assertThatThrownBy(() -> diagnostics.listening(TransportProtocol.TCP)).isInstanceOf(NetlinkException.class)
                .hasMessage("list TCP sockets of IPV4: no such object (ENOENT): kernel says \"no handler\"");
    }

    @Test
    void aMalformedSocketIsAnErrorOfTheOperation() {
        kernel.onSend().datagram(part(BY_FAMILY, 1, new byte[71])).datagram(done(1));

        assertThatThrownBy(() -> diagnostics.listening(TransportProtocol.TCP)).isInstanceOfSatisfying(NetlinkException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.EBADMSG))
                .hasMessageStartingWith("list TCP sockets, socket message of 71 bytes instead of 72");
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        HostileBytes.tryOn(HexBytes.of(WILDCARD_8080), SocketDiagnosticsTest::parse);
        HostileBytes.tryRandom(SocketDiagnosticsTest::parse);
    }

    private static void parse(byte[] payload) {
        NetlinkMessage message = new NetlinkMessage(BY_FAMILY, 0, 1, HexBytes.buffer(payload));
        if (ListeningSocket.port(message) != 0) {
            ListeningSocket.parse(TransportProtocol.TCP, message);
        }
    }
}
