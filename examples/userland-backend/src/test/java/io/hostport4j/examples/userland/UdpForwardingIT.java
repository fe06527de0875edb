package io.hostport4j.examples.userland;

import static io.hostport4j.core.model.Protocol.UDP;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V4;
import static io.hostport4j.examples.userland.LoopbackNode.ANY_V6;
import static io.hostport4j.examples.userland.LoopbackNode.V4;
import static io.hostport4j.examples.userland.LoopbackNode.V6;
import static io.hostport4j.examples.userland.LoopbackNode.forward;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class UdpForwardingIT {
    private final LoopbackNode node = new LoopbackNode();
    private final List<DatagramSocket> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(DatagramSocket::close);
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "::1,::1", "::1,127.0.0.1", "127.0.0.1,::1"})
    void datagramsGoBothWaysWithinAndAcrossFamilies(String hostAddress, String containerAddress) throws IOException {
        DatagramSocket container = socket(LoopbackNode.ip(containerAddress));
        Forward forward = node.add(UDP, LoopbackNode.ip(hostAddress), container.getLocalSocketAddress());
        DatagramSocket client = socket(LoopbackNode.ip(hostAddress));
        send(client, forward, "question");
        DatagramPacket question = receive(container);
        assertThat(text(question)).isEqualTo("question");
        answer(container, question.getSocketAddress(), "answer");
        DatagramPacket answer = receive(client);
        assertThat(text(answer)).isEqualTo("answer");
        assertThat(answer.getPort()).isEqualTo(forward.hostPort().port());
    }

    @Test
    void anEmptyAnswerIsAnAnswer() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        DatagramSocket client = socket(V4);
        answer(container, seenAs(client, forward, container), "");
        assertThat(receive(client).getLength()).isZero();
    }

    @Test
    void eachClientGetsItsOwnAnswer() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        DatagramSocket first = socket(V4);
        DatagramSocket second = socket(V4);
        SocketAddress ofFirst = seenAs(first, forward, container);
        SocketAddress ofSecond = seenAs(second, forward, container);
        answer(container, ofSecond, "to the second");
        answer(container, ofFirst, "to the first");
        assertThat(text(receive(first))).isEqualTo("to the first");
        assertThat(text(receive(second))).isEqualTo("to the second");
    }

    @Test
    void aClientKeepsItsSessionWhileItIsNotSilent() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        DatagramSocket client = socket(V4);
        SocketAddress before = seenAs(client, forward, container);
        node.pass(LoopbackNode.LIMITS.udpIdle().minusSeconds(1));
        assertThat(seenAs(client, forward, container)).isEqualTo(before);
        node.pass(LoopbackNode.LIMITS.udpIdle().minusSeconds(1));
        assertThat(seenAs(client, forward, container)).isEqualTo(before);
    }

    @Test
    void aRemovedForwardForgetsItsClients() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        SocketAddress session = seenAs(socket(V4), forward, container);
        node.change(Set.of(forward), Set.of());
        assertThat(isTaken(session)).isFalse();
        assertThat(isTaken(new InetSocketAddress(V4, forward.hostPort().port()))).isFalse();
    }

    @Test
    void aSilentClientIsForgottenAlsoWhenNobodySpeaks() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        SocketAddress session = seenAs(socket(V4), forward, container);
        node.pass(LoopbackNode.LIMITS.udpIdle());
        awaitFree(session);
    }

    @Test
    void aClientThatWasSilentTooLongIsANewOne() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        DatagramSocket silent = socket(V4);
        SocketAddress before = seenAs(silent, forward, container);
        node.pass(LoopbackNode.LIMITS.udpIdle());
        assertThat(seenAs(silent, forward, container)).isNotEqualTo(before);
    }

    @Test
    void oneClientTooManyMakesItForgetWhoWasSilentLongest() throws IOException {
        DatagramSocket container = socket(V4);
        Forward forward = node.add(UDP, V4, container.getLocalSocketAddress());
        DatagramSocket first = socket(V4);
        SocketAddress ofFirst = seenAs(first, forward, container);
        DatagramSocket second = socket(V4);
        SocketAddress ofSecond = seenAs(second, forward, container);
        for (int i = 2; i < LoopbackNode.LIMITS.udpSessions(); i++) {
            seenAs(socket(V4), forward, container);
        }
        assertThat(seenAs(first, forward, container)).isEqualTo(ofFirst);
        seenAs(socket(V4), forward, container);
        assertThat(seenAs(first, forward, container)).isEqualTo(ofFirst);
        awaitFree(ofSecond);
    }

    @Test
    void aContainerThatBeginsToListenLaterIsReached() throws IOException {
        DatagramSocket container = socket(V4);
        SocketAddress address = container.getLocalSocketAddress();
        container.close();
        Forward forward = node.add(UDP, V4, address);
        DatagramSocket client = socket(V4);
        send(client, forward, "hello");
        DatagramSocket again = kept(new DatagramSocket(address));
        again.setSoTimeout(100);
        DatagramPacket heard = new DatagramPacket(new byte[100], 100);
        do {
            send(client, forward, "hello");
        } while (!received(again, heard));
        assertThat(text(heard)).isEqualTo("hello");
    }

    @Test
    void theWildcardsOfBothFamiliesAreForwardsOfTheirOwn() throws IOException {
        DatagramSocket first = socket(V4);
        DatagramSocket second = socket(V4);
        Forward v4 = node.add(UDP, ANY_V4, first.getLocalSocketAddress());
        Forward v6 = forward(UDP, ANY_V6, v4.hostPort().port(), second.getLocalSocketAddress());
        node.change(Set.of(), Set.of(v6));
        answer(socket(V4), new InetSocketAddress(V4, v4.hostPort().port()), "by IPv4");
        answer(socket(V6), new InetSocketAddress(V6, v4.hostPort().port()), "by IPv6");
        assertThat(text(receive(first))).isEqualTo("by IPv4");
        assertThat(text(receive(second))).isEqualTo("by IPv6");
    }

    /** The address that the container sees a client by. */
    private static SocketAddress seenAs(DatagramSocket client, Forward forward, DatagramSocket container) throws IOException {
        send(client, forward, "hello");
        return receive(container).getSocketAddress();
    }

    /** A session's socket is closed when its loop selects again. */
    private static void awaitFree(SocketAddress address) throws IOException {
        while (isTaken(address)) {
            Thread.onSpinWait();
        }
    }

    private static boolean isTaken(SocketAddress address) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(address)) {
            return !socket.isBound();
        } catch (BindException e) {
            return true;
        }
    }

    private DatagramSocket socket(InetAddress address) throws IOException {
        DatagramSocket socket = kept(new DatagramSocket(new InetSocketAddress(address, 0)));
        socket.setSoTimeout(LoopbackNode.PATIENCE_MILLIS);
        return socket;
    }

    private DatagramSocket kept(DatagramSocket socket) {
        open.add(socket);
        return socket;
    }

    private static void send(DatagramSocket client, Forward forward, String text) throws IOException {
        answer(client, new InetSocketAddress(forward.hostPort().address(), forward.hostPort().port()), text);
    }

    private static void answer(DatagramSocket socket, SocketAddress to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return packet;
    }

    private static boolean received(DatagramSocket socket, DatagramPacket packet) throws IOException {
        try {
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }
}
