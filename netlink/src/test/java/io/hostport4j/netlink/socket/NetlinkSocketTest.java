package io.hostport4j.netlink.socket;

import static io.hostport4j.netlink.socket.ConversationTest.assertFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.socket.ScriptedKernel.Call;
import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {
    private final ScriptedKernel kernel = new ScriptedKernel();

    @Test
    void aSocketThatCannotBeOpenedIsAnError() {
        kernel.failing(Call.SOCKET, Errno.EPROTONOSUPPORT);

        assertFailure(this::open, Errno.EPROTONOSUPPORT, "open netlink socket");
    }

    @Test
    void aSocketThatCannotBeBoundIsClosed() {
        kernel.failing(Call.BIND, Errno.ENOMEM);

        assertFailure(this::open, Errno.ENOMEM, "bind netlink socket");
        assertThat(kernel.open()).isEmpty();
    }

    @Test
    void optionsOfYoungerKernelsMayBeMissing() {
        kernel.failing(Call.SET_SOCKET_OPTION, Errno.EINVAL).failing(Call.SET_SOCKET_OPTION, Errno.EINVAL)
                .failing(Call.SET_SOCKET_OPTION, Errno.EINVAL);

        open();

        assertThat(kernel.open()).hasSize(1);
    }

    @Test
    void aSocketIsClosedOnce() {
        NetlinkSocket first = open();
        first.close();
        NetlinkSocket second = open();
        first.close();

        assertThat(kernel.open()).hasSize(1);
        second.close();
        assertThat(kernel.open()).isEmpty();
    }

    @Test
    void aGroupThatIsNotThereIsAnError() {
        try (NetlinkSocket socket = open()) {
            kernel.failing(Call.SET_SOCKET_OPTION, Errno.EINVAL);

            assertFailure(() -> socket.join(77), Errno.EINVAL, "join group 77");
        }
    }

    @Test
    void whereAnAnswerMustBeThereNobodyWaitsForIt() {
        try (NetlinkSocket socket = open()) {
            kernel.onSend().datagram(new byte[] {1, 2, 3});
            socket.send(new MessageWriter().begin(1, 0, 1).end().written());

            ByteBuffer datagram = socket.next();

            assertThat(HexBytes.bytes(datagram)).containsExactly(1, 2, 3);
            assertFailure(socket::next, Errno.ENOBUFS, "receive, no answer");
        }
    }

    private NetlinkSocket open() {
        return NetlinkSocket.open(kernel, NetlinkProtocol.ROUTE, 1024);
    }
}
