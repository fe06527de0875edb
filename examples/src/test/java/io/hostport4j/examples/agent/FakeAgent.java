package io.hostport4j.examples.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Listens as an agent does, and does to one caller whatever a test wants. */
final class FakeAgent implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final CompletableFuture<Void> conversation;

    interface Manners {
        void meet(SocketChannel shim) throws Exception;
    }

    private FakeAgent(ServerSocketChannel listener, CompletableFuture<Void> conversation) {
        this.listener = listener;
        this.conversation = conversation;
    }

    static FakeAgent at(Path socket, Manners manners) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
            return new FakeAgent(listener, CompletableFuture.runAsync(() -> {
                try (SocketChannel shim = listener.accept()) {
                    manners.meet(shim);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, work -> new Thread(work, "fake-agent").start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole call, up to the word that it may begin. */
    static ShimCall take(SocketChannel shim) throws Exception {
        CallReader reader = new CallReader();
        Optional<ShimCall> call = reader.read(shim);
        while (call.isEmpty()) {
            call = reader.read(shim);
        }
        say(shim, "T");
        ByteBuffer word = ByteBuffer.allocate(1);
        if (shim.read(word) != 1 || word.get(0) != 'G') {
            throw new IllegalStateException("the shim did not let the call begin");
        }
        return call.get();
    }

    static void say(SocketChannel shim, String words) throws IOException {
        shim.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
    }

    static void answer(SocketChannel shim, int status, String stderr, String stdout) throws IOException {
        ByteBuffer bytes = new Answer(status, stderr.getBytes(StandardCharsets.UTF_8), stdout.getBytes(StandardCharsets.UTF_8)).encode();
        while (bytes.hasRemaining()) {
            shim.write(bytes);
        }
    }

    /** Waits until it has done to its caller what it should. */
    void await() {
        conversation.join();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
