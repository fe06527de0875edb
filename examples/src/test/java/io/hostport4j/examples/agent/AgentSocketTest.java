package io.hostport4j.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSocketTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("hostport4j/agent.sock");
    }

    @Test
    void onlyItsOwnerMayConnect() throws IOException {
        try (AgentSocket socket = AgentSocket.bind(file)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(socket.channel().isOpen()).isTrue();
            connect();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theFileOfADeadAgentIsReplaced() throws IOException {
        Files.createDirectories(file.getParent());
        listenWithoutALock().close();
        assertThat(file).exists();
        AgentSocket.bind(file).close();
    }

    @Test
    void thatOfALivingOneIsNot() throws IOException {
        try (AgentSocket living = AgentSocket.bind(file)) {
            assertThatThrownBy(() -> AgentSocket.bind(file)).isInstanceOf(IllegalStateException.class).hasMessageContaining("another agent");
            assertThat(living.channel().isOpen()).isTrue();
            connect();
        }
    }

    @Test
    void neitherIsOneThatAServiceManagerListensOn() throws IOException {
        Files.createDirectories(file.getParent());
        try (ServerSocketChannel manager = listenWithoutALock()) {
            assertThatThrownBy(() -> AgentSocket.bind(file)).isInstanceOf(IllegalStateException.class).hasMessageContaining("another agent");
            assertThat(manager.isOpen()).isTrue();
            connect();
        }
    }

    @Test
    void whoeverIsNotAllowedIsRefused() throws IOException {
        var other = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("54321");
        try (AgentSocket socket = AgentSocket.bind(file); SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file));
                SocketChannel peer = socket.channel().accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThatCode(() -> Peers.ofThisProcess().check(peer)).doesNotThrowAnyException();
            assertThatThrownBy(() -> new Peers(Set.of(other)).check(peer)).isInstanceOf(ProtocolException.class).hasMessageContaining("may not call");
        }
    }

    private ServerSocketChannel listenWithoutALock() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(file));
    }

    private void connect() throws IOException {
        SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
    }
}
