package io.hostport4j.examples.userland;

import static io.hostport4j.core.model.Protocol.TCP;
import static io.hostport4j.examples.userland.LoopbackNode.V4;
import static io.hostport4j.examples.userland.LoopbackNode.connect;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ManyConnectionsIT {
    private static final int CONNECTIONS = 1_500;

    private final LoopbackNode node = new LoopbackNode();
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        node.close();
    }

    @Test
    void manyConnectionsAtOnceAreServedByAFewThreads() throws IOException {
        try (ServerSocket container = new ServerSocket(0, CONNECTIONS, V4)) {
            container.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
            Forward forward = node.add(TCP, V4, container.getLocalSocketAddress());
            List<Socket> clients = new ArrayList<>();
            List<Socket> accepted = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(kept(connect(V4, forward)));
                accepted.add(kept(container.accept()));
            }

            for (int i = 0; i < CONNECTIONS; i++) {
                clients.get(i).getOutputStream().write(new byte[] {(byte) (i >> 8), (byte) i});
            }
            List<Integer> arrived = new ArrayList<>();
            for (Socket socket : accepted) {
                socket.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
                byte[] number = socket.getInputStream().readNBytes(2);
                socket.getOutputStream().write(number);
                arrived.add((number[0] & 0xff) << 8 | number[1] & 0xff);
            }
            assertThat(arrived).hasSize(CONNECTIONS).doesNotHaveDuplicates();
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(clients.get(i).getInputStream().readNBytes(2)).containsExactly(i >> 8, i);
            }
            assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().startsWith("userland-"))
                    .hasSize(LoopbackNode.LIMITS.threads());
        }
    }

    private Socket kept(Socket socket) {
        open.add(socket);
        return socket;
    }
}
