package io.hostport4j.examples.userland;

import static io.hostport4j.core.model.Protocol.TCP;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V4;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V6;
import static io.hostport4j.examples.userland.LoopbackNode.V4;
import static io.hostport4j.examples.userland.LoopbackNode.V6;
import static io.hostport4j.examples.userland.LoopbackNode.connect;
import static io.hostport4j.examples.userland.LoopbackNode.forward;
import static io.hostport4j.examples.userland.LoopbackNode.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TcpForwardingIT {
    private final LoopbackNode node = new LoopbackNode();

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "::1,::1", "::1,127.0.0.1", "127.0.0.1,::1"})
    void bytesGoBothWaysWithinAndAcrossFamilies(String hostAddress, String containerAddress) throws IOException {
        try (ServerSocket container = serverOn(LoopbackNode.ip(containerAddress))) {
            Forward forward = node.add(TCP, LoopbackNode.ip(hostAddress), container.getLocalSocketAddress());
            try (Socket client = connect(LoopbackNode.ip(hostAddress), forward); Socket accepted = accept(container)) {
                write(client, "question");
                assertThat(read(accepted, 8)).isEqualTo("question");
                write(accepted, "answer");
                assertThat(read(client, 6)).isEqualTo("answer");
            }
        }
    }

    @Test
    void aClientThatEndedStillGetsItsAnswer() throws IOException {
        try (ServerSocket container = serverOn(V4)) {
            Forward forward = node.add(TCP, V4, container.getLocalSocketAddress());
            try (Socket client = connect(V4, forward); Socket accepted = accept(container)) {
                write(client, "all of it");
                client.shutdownOutput();
                assertThat(text(accepted.getInputStream().readAllBytes())).isEqualTo("all of it");
                write(accepted, "thanks");
                accepted.shutdownOutput();
                assertThat(text(client.getInputStream().readAllBytes())).isEqualTo("thanks");
            }
        }
    }

    @Test
    void aContainerThatEndedStillGetsWhatTheClientSends() throws IOException {
        try (ServerSocket container = serverOn(V4)) {
            Forward forward = node.add(TCP, V4, container.getLocalSocketAddress());
            try (Socket client = connect(V4, forward); Socket accepted = accept(container)) {
                accepted.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                write(client, "still here");
                client.shutdownOutput();
                assertThat(text(accepted.getInputStream().readAllBytes())).isEqualTo("still here");
            }
        }
    }

    @Test
    void aRefusedConnectionIsResetAtTheClient() throws IOException {
        Forward forward = node.add(TCP, V4, new InetSocketAddress(V4, freePort()));
        assertReset(forward);
    }

    @Test
    void aResetOfTheClientReachesTheContainer() throws IOException {
        try (ServerSocket container = serverOn(V4)) {
            Forward forward = node.add(TCP, V4, container.getLocalSocketAddress());
            Socket client = connect(V4, forward);
            try (Socket accepted = accept(container)) {
                client.setSoLinger(true, 0);
                client.close();
                assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            }
        }
    }

    @Test
    void theWildcardsOfBothFamiliesAreForwardsOfTheirOwn() throws IOException {
        try (ServerSocket first = serverOn(V4); ServerSocket second = serverOn(V4)) {
            Forward v6 = node.add(TCP, ANY_V6, second.getLocalSocketAddress());
            node.change(Set.of(), Set.of(forward(TCP, ANY_V4, v6.hostPort().port(), first.getLocalSocketAddress())));
            try (Socket client = connect(V4, v6); Socket accepted = accept(first)) {
                assertThat(client.isConnected()).isTrue();
                assertThat(accepted.isConnected()).isTrue();
            }
            try (Socket client = connect(V6, v6); Socket accepted = accept(second)) {
                assertThat(client.isConnected()).isTrue();
                assertThat(accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void anIpv4ClientOfTheIpv6WildcardIsReset() throws IOException {
        try (ServerSocket container = serverOn(V4)) {
            Forward forward = node.add(TCP, ANY_V6, container.getLocalSocketAddress());
            assertReset(forward);
        }
    }

    /** The reset may be faster than the client's return from connect. */
    private static void assertReset(Forward forward) {
        assertThatThrownBy(() -> {
            try (Socket client = connect(V4, forward)) {
                client.getInputStream().read();
            }
        }).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    private static ServerSocket serverOn(InetAddress address) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, address);
        server.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
        return server;
    }

    private static Socket accept(ServerSocket server) throws IOException {
        Socket accepted = server.accept();
        accepted.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
        return accepted;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket, int length) throws IOException {
        return text(socket.getInputStream().readNBytes(length));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
