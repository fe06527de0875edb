package io.hostport4j.bench.userland;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The same number of bytes from clients to a server, which counts them, through a forwarder.
 *
 * @param server where the forwarder leads
 * @param streams at once; together they carry all the bytes
 */
record Transfer(ServerSocket server, int streams) {
    private static final int TOTAL = 128 << 20;
    private static final int BLOCK = 256 << 10;

    /** @throws IllegalStateException when not all arrived */
    double bytesPerSecond(InetSocketAddress forwarder) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            long start = System.nanoTime();
            List<CompletableFuture<Long>> received = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                threads.execute(() -> send(forwarder));
                Socket accepted = server.accept();
                received.add(CompletableFuture.supplyAsync(() -> receive(accepted), threads));
            }
            long count = received.stream().mapToLong(CompletableFuture::join).sum();
            long nanos = System.nanoTime() - start;
            if (count != TOTAL) {
                throw new IllegalStateException(count + " of " + TOTAL + " bytes arrived through " + forwarder);
            }
            return count * 1e9 / nanos;
        } finally {
            threads.shutdown();
        }
    }

    private void send(InetSocketAddress forwarder) {
        byte[] block = new byte[BLOCK];
        try (Socket socket = new Socket(forwarder.getAddress(), forwarder.getPort())) {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < TOTAL / streams; sent += BLOCK) {
                out.write(block);
            }
            socket.shutdownOutput();
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long receive(Socket accepted) {
        byte[] block = new byte[BLOCK];
        long count = 0;
        try (accepted) {
            InputStream in = accepted.getInputStream();
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                count += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }
}
