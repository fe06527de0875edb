package io.hostport4j.examples.flows;

import io.hostport4j.testkit.NetNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A TCP client that asks again and again over one connection. */
record TcpConnection(Socket socket, BufferedReader lines) implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    static TcpConnection of(NetNamespace namespace, InetAddress address, int port) throws IOException {
        return namespace.call(() -> {
            Socket socket = new Socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return new TcpConnection(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        });
    }

    /**
     * Who answers; nobody when the connection is reset.
     *
     * @throws java.net.SocketTimeoutException when neither comes
     */
    Optional<String> ask() throws IOException {
        try {
            socket.getOutputStream().write(new byte[] {'?', '\n'});
            return Optional.ofNullable(lines.readLine()).map(line -> line.split(" ")[0]);
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
