package io.hostport4j.examples.userland;

import static io.hostport4j.core.model.Protocol.SCTP;
import static io.hostport4j.core.model.Protocol.TCP;
import static io.hostport4j.core.model.Protocol.UDP;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V4;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V6;
import static io.hostport4j.examples.userland.LoopbackNode.OTHER;
import static io.hostport4j.examples.userland.LoopbackNode.V4;
import static io.hostport4j.examples.userland.LoopbackNode.WEB;
import static io.hostport4j.examples.userland.LoopbackNode.connect;
import static io.hostport4j.examples.userland.LoopbackNode.forward;
import static io.hostport4j.examples.userland.LoopbackNode.freePort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UserlandBackendIT {
    private static final InetSocketAddress NOBODY = new InetSocketAddress(V4, 1);

    private final LoopbackNode node = new LoopbackNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aBusyPortRefusesTheWholeChange() throws IOException {
        try (ServerSocket program = new ServerSocket(0, 1, V4)) {
            Forward free = forward(TCP, V4, freePort(), NOBODY);
            Forward busy = forward(TCP, V4, program.getLocalPort(), NOBODY);
            assertThatThrownBy(() -> node.change(Set.of(), new LinkedHashSet<>(List.of(free, busy))))
                    .isInstanceOf(BackendFailedException.class).hasMessageContaining(busy.hostPort().toString())
                    .hasMessageContaining("Address already in use");
            assertThat(node.backend.isEmpty()).isTrue();
            assertTcpPortIsFree(free.hostPort().port());
        }
    }

    @Test
    void aProgramOnOneFamilyKeepsTheWildcardOfTheOtherBusy() throws IOException {
        try (DatagramSocket program = new DatagramSocket(new InetSocketAddress(ANY_V4, 0))) {
            Forward busy = forward(UDP, ANY_V6, program.getLocalPort(), NOBODY);
            assertThatThrownBy(() -> node.change(Set.of(), Set.of(busy)))
                    .isInstanceOf(BackendFailedException.class).hasMessageContaining("Address already in use");
        }
    }

    @Test
    void aRemovedForwardFreesItsPortAndResetsItsConnections() throws IOException {
        try (ServerSocket container = new ServerSocket(0, 1, V4)) {
            Forward forward = node.add(TCP, V4, container.getLocalSocketAddress());
            try (Socket client = connect(V4, forward); Socket accepted = container.accept()) {
                node.change(Set.of(forward), Set.of());
                assertTcpPortIsFree(forward.hostPort().port());
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aNewTargetTakesOverThePortAndEndsWhatWasThere() throws IOException {
        try (ServerSocket before = new ServerSocket(0, 1, V4); ServerSocket after = new ServerSocket(0, 1, V4)) {
            Forward old = node.add(TCP, V4, before.getLocalSocketAddress());
            try (Socket client = connect(V4, old); Socket accepted = before.accept()) {
                node.change(Set.of(old), Set.of(forward(TCP, V4, old.hostPort().port(), after.getLocalSocketAddress())));
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                assertThat(accepted.isConnected()).isTrue();
            }
            after.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
            try (Socket client = connect(V4, old); Socket accepted = after.accept()) {
                assertThat(client.isConnected()).isTrue();
                assertThat(accepted.isConnected()).isTrue();
            }
        }
    }

    @Test
    void anOwnerMayWidenItsPortToEveryAddress() {
        Forward narrow = node.add(TCP, V4, NOBODY);
        Forward wide = forward(TCP, ANY_V4, narrow.hostPort().port(), NOBODY);
        node.change(Set.of(narrow), Set.of(wide));
        assertThat(node.backend.read(new Scope.All()).forwards()).containsExactly(wide);
    }

    @Test
    void backendsOfOneNodeSeeEachOthersForwards() {
        Forward forward = node.add(TCP, V4, NOBODY);
        try (Backend second = new UserlandBackendProvider(node.node).open(null)) {
            assertThat(second.read(Scope.Of.all(WEB)).forwards()).containsExactly(forward);
        }
        assertThat(node.backend.isEmpty()).isFalse();
    }

    @Test
    void aChangeDecidedOnAnOldSnapshotIsRefused() {
        Backend second = new UserlandBackend(node.node);
        Snapshot old = second.read(new Scope.All());
        node.add(TCP, V4, NOBODY);
        Forward late = forward(TCP, V4, freePort(), NOBODY);
        assertThatThrownBy(() -> second.commit(new Change(old, OTHER, Set.of(), Set.of(late)))).isInstanceOf(StaleSnapshotException.class);
        assertThat(second.read(new Scope.All()).forwards()).doesNotContain(late);
    }

    @Test
    void aPortThatAnotherForwardHasIsRefused() {
        Forward held = node.add(TCP, V4, NOBODY);
        Forward other = withOwner(held, OTHER);
        assertThatThrownBy(() -> node.change(Set.of(), Set.of(other)))
                .isInstanceOf(BackendFailedException.class).hasMessageContaining(held.toString());
    }

    @Test
    void thereIsNoSctp() {
        Forward sctp = forward(SCTP, V4, freePort(), NOBODY);
        assertThatThrownBy(() -> node.change(Set.of(), Set.of(sctp))).isInstanceOf(BackendFailedException.class).hasMessageContaining("SCTP");
    }

    @Test
    void nothingIsTidiedUnderAForward() {
        node.add(UDP, V4, NOBODY);
        assertThatThrownBy(node.backend::tidy).isInstanceOf(StaleSnapshotException.class);
    }

    @Test
    void aClosedNodeHasNoForwardsAndNoPorts() throws IOException {
        Forward forward = node.add(TCP, V4, NOBODY);
        node.close();
        assertThat(node.backend.isEmpty()).isTrue();
        assertTcpPortIsFree(forward.hostPort().port());
        assertThatThrownBy(() -> node.change(Set.of(), Set.of(forward))).isInstanceOf(BackendFailedException.class).hasMessageContaining("closed");
    }

    private static Forward withOwner(Forward forward, Owner owner) {
        return new Forward(forward.hostPort(), forward.target(), forward.masquerade(), owner);
    }

    private static void assertTcpPortIsFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, V4)) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
