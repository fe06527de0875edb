package io.hostport4j.examples.userland;

import static io.hostport4j.core.model.Protocol.TCP;
import static io.hostport4j.examples.userland.LoopbackNode.V4;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Forward;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BackPressureIT {
    private static final int TOTAL = 128 << 20;
    private static final long SEED = 42;
    private static final int KERNEL_BUFFER = 64 << 10;
    /** The kernel sizes the forwarder's two socket buffers itself, up to net.ipv4.tcp_rmem and tcp_wmem, some megabytes each. */
    private static final long KERNEL_BOUND = 64L << 20;
    /** One buffer a direction, and what the JDK keeps for each thread that reads or writes. */
    private static final long OWN_BOUND = 1L << 20;
    private static final long STILL_MILLIS = 500;

    private final LoopbackNode node = new LoopbackNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aReaderThatStopsMakesTheWriterWaitAndLosesNothing() throws Exception {
        try (ServerSocketChannel container = ServerSocketChannel.open()) {
            // Inherited by what is accepted; set before, so that the window never was larger.
            container.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
            container.bind(new InetSocketAddress(V4, 0));
            Forward forward = node.add(TCP, V4, container.getLocalAddress());
            try (SocketChannel client = SocketChannel.open()) {
                client.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BUFFER);
                client.connect(new InetSocketAddress(V4, forward.hostPort().port()));
                try (SocketChannel reader = container.accept()) {
                    Random bytes = new Random(SEED);
                    ByteBuffer rest = ByteBuffer.allocate(1 << 16).flip();
                    long before = directMemory();
                    long sent = sendUntilStuck(client, bytes, rest);
                    assertThat(sent).as("bytes that nobody has read").isBetween(1L, KERNEL_BOUND);
                    assertThat(directMemory() - before).as("bytes of them in this process").isLessThan(OWN_BOUND);

                    CompletableFuture<Long> intact = CompletableFuture.supplyAsync(() -> countIntact(reader));
                    client.configureBlocking(true);
                    send(client, bytes, rest, TOTAL - sent);
                    client.shutdownOutput();
                    assertThat(intact.get()).isEqualTo(TOTAL);
                }
            }
        }
    }

    @Test
    void oneSlowReaderTooManyIsResetAndTheOthersGoOn() throws Exception {
        try (ServerSocketChannel container = ServerSocketChannel.open().bind(new InetSocketAddress(V4, 0))) {
            Forward forward = node.add(TCP, V4, container.getLocalAddress());
            List<SocketChannel> open = new ArrayList<>();
            try {
                List<CompletableFuture<Void>> writers = new ArrayList<>();
                for (int i = 0; i <= LoopbackNode.LIMITS.slowReaders(); i++) {
                    open.add(SocketChannel.open(new InetSocketAddress(V4, forward.hostPort().port())));
                    SocketChannel accepted = container.accept();
                    open.add(accepted);
                    writers.add(CompletableFuture.runAsync(() -> writeUntilReset(accepted), task -> new Thread(task).start()));
                }
                CompletableFuture.anyOf(writers.toArray(CompletableFuture[]::new)).get();
                try (Socket client = LoopbackNode.connect(V4, forward); SocketChannel accepted = container.accept()) {
                    accepted.write(ByteBuffer.wrap(new byte[] {42}));
                    assertThat(client.getInputStream().read()).isEqualTo(42);
                }
                assertThat(writers.stream().filter(CompletableFuture::isDone)).hasSize(1);
            } finally {
                for (SocketChannel channel : open) {
                    channel.close();
                }
            }
        }
    }

    private static void writeUntilReset(SocketChannel channel) {
        try {
            while (true) {
                channel.write(ByteBuffer.allocate(1 << 16));
            }
        } catch (IOException e) {
            // That is what it waited for.
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    /** Sends until there is no room for so long that none will come. */
    private static long sendUntilStuck(SocketChannel client, Random bytes, ByteBuffer rest) throws IOException {
        client.configureBlocking(false);
        long sent = 0;
        try (Selector selector = Selector.open()) {
            client.register(selector, SelectionKey.OP_WRITE);
            while (sent < TOTAL && selector.select(STILL_MILLIS) > 0) {
                selector.selectedKeys().clear();
                sent += client.write(filled(rest, bytes));
            }
        }
        return sent;
    }

    private static void send(SocketChannel client, Random bytes, ByteBuffer rest, long count) throws IOException {
        for (long left = count; left > 0; ) {
            ByteBuffer some = filled(rest, bytes);
            ByteBuffer slice = some.slice().limit((int) Math.min(left, some.remaining()));
            int written = client.write(slice);
            some.position(some.position() + written);
            left -= written;
        }
    }

    private static ByteBuffer filled(ByteBuffer buffer, Random bytes) {
        if (!buffer.hasRemaining()) {
            bytes.nextBytes(buffer.clear().array());
        }
        return buffer;
    }

    /** How many bytes came before the end or the first wrong one. */
    private static long countIntact(SocketChannel reader) {
        Random bytes = new Random(SEED);
        byte[] expected = new byte[1 << 16];
        long count = 0;
        try {
            InputStream in = reader.socket().getInputStream();
            while (true) {
                bytes.nextBytes(expected);
                byte[] actual = in.readNBytes(expected.length);
                for (int i = 0; i < actual.length; i++) {
                    if (actual[i] != expected[i]) {
                        return count;
                    }
                    count++;
                }
                if (actual.length < expected.length) {
                    return count;
                }
            }
        } catch (IOException e) {
            return -1;
        }
    }
}
