package io.hostport4j.bench.datapath;

import io.hostport4j.bench.Turns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** One TCP transfer through a lane. */
record Bulk(Lane lane, int rounds) implements Turns.Entrant {
    static final String BULK = "TCP transfer";
    private static final int TOTAL = 64 << 20;
    private static final int BLOCK = 256 << 10;
    private static final double MEBI = 1 << 20;

    @Override
    public void take(Turns.Sink sink) {
        Io.run(() -> {
            try (SocketChannel client = lane.client().call(() -> SocketChannel.open(lane.target())); SocketChannel server = lane.server().accept()) {
                long start = System.nanoTime();
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> Io.run(() -> send(client)));
                receive(server);
                sending.join();
                sink.add(BULK, TOTAL / MEBI / ((System.nanoTime() - start) / 1e9));
            }
        });
    }

    private static void send(SocketChannel client) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        for (int sent = 0; sent < TOTAL; sent += BLOCK) {
            block.clear();
            while (block.hasRemaining()) {
                client.write(block);
            }
        }
    }

    private static void receive(SocketChannel server) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        int count = 0;
        while (count < TOTAL) {
            int read = server.read(block.clear());
            if (read < 0) {
                throw new IllegalStateException("of " + TOTAL + " bytes " + count + " arrived");
            }
            count += read;
        }
    }
}
