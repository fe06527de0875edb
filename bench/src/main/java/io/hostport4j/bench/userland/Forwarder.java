package io.hostport4j.bench.userland;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that forwards one TCP port, and that ends when this is closed.
 *
 * @param address where it listens
 */
record Forwarder(InetSocketAddress address, Process process) implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    /** The userland backend in a JVM of its own, with nothing set. */
    static Forwarder userland(Path jar, int port, ServerSocket server) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return start(port, server, List.of(java, "-jar", jar.toString(), port + ":" + text(server)));
    }

    /** A process a connection. */
    static Forwarder socat(int port, ServerSocket server) throws IOException {
        return start(port, server, List.of("socat", "TCP-LISTEN:" + port + ",fork,reuseaddr,backlog=1000", "TCP:" + text(server)));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Forwarder start(int port, ServerSocket server, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Forwarder forwarder = new Forwarder(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), process);
        while (!forwarder.leadsTo(server)) {
            if (forwarder.endsWithin(PAUSE_MILLIS)) {
                throw new IllegalStateException(command.get(0) + " ended with exit code " + process.exitValue());
            }
        }
        return forwarder;
    }

    private boolean leadsTo(ServerSocket server) throws IOException {
        try (Socket client = new Socket(address.getAddress(), address.getPort()); Socket accepted = server.accept()) {
            return client.isConnected() && accepted.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private boolean endsWithin(int millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a forwarder started", e);
        }
    }

    private static String text(ServerSocket server) {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }
}
