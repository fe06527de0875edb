package io.hostport4j.testkit.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The work of a {@link Server} on all its channels; it goes on until its thread is interrupted. */
final class AnswerLoop implements Runnable {

    private final String name;
    private final Selector selector;
    private final ByteBuffer received = ByteBuffer.allocate(2048);

    AnswerLoop(String name, Selector selector) {
        this.name = name;
        this.selector = selector;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(this::serve);
            }
            closeAll();
        } catch (IOException e) {
            throw new UncheckedIOException("server \"" + name + "\" failed", e);
        }
    }

    void closeAll() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        // Sockets of registered channels stay open until their selector lets go of them.
        selector.close();
    }

    private void serve(SelectionKey key) {
        received.clear();
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                accept(listener);
            } else if (key.channel() instanceof SocketChannel connection) {
                answerLines(connection);
            } else if (key.channel() instanceof DatagramChannel channel) {
                answerDatagram(channel);
            }
        } catch (IOException e) {
            // A client that went away, or whose network did, concerns this one channel; the client's side of the test notices.
            closeConnection(key);
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        SocketChannel connection = listener.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.register(selector, SelectionKey.OP_READ);
        }
    }

    private void answerLines(SocketChannel connection) throws IOException {
        if (connection.read(received) < 0) {
            connection.close();
            return;
        }
        received.flip();
        while (received.hasRemaining()) {
            if (received.get() == '\n') {
                connection.write(answerTo((InetSocketAddress) connection.getRemoteAddress()));
            }
        }
    }

    private void answerDatagram(DatagramChannel channel) throws IOException {
        InetSocketAddress source = (InetSocketAddress) channel.receive(received);
        if (source != null) {
            channel.send(answerTo(source), source);
        }
    }

    private ByteBuffer answerTo(InetSocketAddress source) {
        return ByteBuffer.wrap(new Answer(name, source.getAddress()).toLine().getBytes(StandardCharsets.UTF_8));
    }

    private static void closeConnection(SelectionKey key) {
        if (key.channel() instanceof SocketChannel connection) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
