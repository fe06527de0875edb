package io.hostport4j.bench.userland;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that all come at once through a forwarder, stay, ask, and are answered.
 *
 * @param server where the forwarder leads
 * @param size how many clients
 */
record Crowd(ServerSocket server, int size) {
    /** @throws IllegalStateException when one got another's answer or none */
    double seconds(InetSocketAddress forwarder) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        List<Socket> accepted = new ArrayList<>();
        try {
            long start = System.nanoTime();
            for (int i = 0; i < size; i++) {
                SocketChannel client = SocketChannel.open();
                clients.add(client);
                client.configureBlocking(false);
                client.connect(forwarder);
            }
            for (int i = 0; i < size; i++) {
                accepted.add(server.accept());
            }
            for (int i = 0; i < size; i++) {
                ask(clients.get(i), i);
            }
            for (Socket socket : accepted) {
                socket.getOutputStream().write(socket.getInputStream().readNBytes(Integer.BYTES));
            }
            for (int i = 0; i < size; i++) {
                check(clients.get(i), i);
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }

    private static void ask(SocketChannel client, int number) throws IOException {
        while (!client.finishConnect()) {
            Thread.onSpinWait();
        }
        client.configureBlocking(true);
        client.write(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }

    private static void check(SocketChannel client, int number) throws IOException {
        byte[] answer = client.socket().getInputStream().readNBytes(Integer.BYTES);
        if (answer.length < Integer.BYTES || ByteBuffer.wrap(answer).getInt() != number) {
            throw new IllegalStateException("client " + number + " got " + answer.length + " bytes, or another's answer");
        }
    }
}
