package io.hostport4j.testkit.traffic;

import io.hostport4j.testkit.NetNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/**
 * Answers every line sent to it by TCP, and every datagram, with its own name and the address that the question came from.
 *
 * <p>It is one thread, which lives in the namespace it serves.
 */
public final class Server implements AutoCloseable {

    private final Thread thread;

    private Server(Thread thread) {
        this.thread = thread;
    }

    /**
     * Starts a server; when this returns it listens.
     *
     * @param namespace where it runs
     * @param name what it calls itself in answers, one word
     * @param endpoints where it listens
     * @return the server
     * @throws IllegalArgumentException if the name is not one word
     * @throws UncheckedIOException if an endpoint is taken, or its address is not there
     */
    public static Server start(NetNamespace namespace, String name, List<Endpoint> endpoints) {
        if (!name.matches("\\S+")) {
            throw new IllegalArgumentException("server name \"" + name + "\" is not one word; give one without white space");
        }
        try {
            return namespace.call(() -> {
                Selector selector = Selector.open();
                AnswerLoop loop = new AnswerLoop(name, selector);
                try {
                    for (Endpoint endpoint : endpoints) {
                        listen(endpoint, selector);
                    }
                } catch (IOException e) {
                    loop.closeAll();
                    throw e;
                }
                // Started here, so that it inherits the namespace of this thread.
                Thread thread = new Thread(loop, "server-" + name);
                thread.start();
                return new Server(thread);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("server \"" + name + "\" could not listen on " + endpoints, e);
        }
    }

    private static void listen(Endpoint endpoint, Selector selector) throws IOException {
        ProtocolFamily family = endpoint.address() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        InetSocketAddress local = new InetSocketAddress(endpoint.address(), endpoint.port());
        // Registered before they are bound: whatever fails, the selector knows all channels that have to be closed.
        switch (endpoint.protocol()) {
            case TCP -> {
                ServerSocketChannel channel = ServerSocketChannel.open(family);
                channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
                channel.bind(local);
            }
            case UDP -> {
                DatagramChannel channel = DatagramChannel.open(family);
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
                channel.bind(local);
            }
        }
    }

    /** Ends the server, its connections and its thread. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
