package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** A client's connection and the one to the container that goes with it: two ways, each of which ends for itself. */
final class TcpConnection implements EventLoop.Handler {
    private final EventLoop loop;
    private final SocketChannel client;
    private final Set<TcpConnection> open;
    private SocketChannel target;
    private SelectionKey clientKey;
    private SelectionKey targetKey;
    private OneWay toTarget;
    private OneWay toClient;

    /** @param open the listener's connections; this one is among them until it ends */
    TcpConnection(EventLoop loop, SocketChannel client, Set<TcpConnection> open) {
        this.loop = loop;
        this.client = client;
        this.open = open;
        open.add(this);
    }

    /** Begins to connect to the container. Until it answers, the client's first bytes wait in the kernel. */
    void start(Endpoint endpoint) {
        loop.execute(() -> {
            if (!client.isOpen()) {
                return;
            }
            try {
                connect(endpoint);
            } catch (IOException e) {
                abort();
            }
        });
    }

    /** Ends both connections at once; their peers see a reset. */
    void reset() {
        loop.execute(this::abort);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (key.isConnectable()) {
                target.finishConnect();
            }
            if (key.isReadable()) {
                (key == clientKey ? toTarget : toClient).move();
            }
            if (key.isWritable()) {
                (key == clientKey ? toClient : toTarget).move();
            }
            if (toTarget.isOver() && toClient.isOver()) {
                close();
            } else {
                setInterest(clientKey, toTarget, toClient);
                setInterest(targetKey, toClient, toTarget);
            }
        } catch (IOException e) {
            // Refused, unreachable, or reset by one of the two: the other one learns it in the same way.
            abort();
        }
    }

    private void connect(Endpoint endpoint) throws IOException {
        target = SocketChannel.open(Sockets.family(endpoint.address()));
        toTarget = new OneWay(client, target, loop.buffers());
        toClient = new OneWay(target, client, loop.buffers());
        for (SocketChannel channel : new SocketChannel[] {client, target}) {
            // The sender decided already what goes into one segment; to wait for more here would only delay it.
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        clientKey = loop.register(client, 0, this);
        targetKey = loop.register(target, SelectionKey.OP_CONNECT, this);
        if (target.connect(new InetSocketAddress(endpoint.address(), endpoint.port()))) {
            ready(targetKey);
        }
    }

    private static void setInterest(SelectionKey key, OneWay fromHere, OneWay toHere) {
        int operations = (fromHere.wantsToRead() ? SelectionKey.OP_READ : 0) | (toHere.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private void abort() {
        Sockets.resetOnClose(client);
        if (target != null) {
            Sockets.resetOnClose(target);
        }
        close();
    }

    private void close() {
        open.remove(this);
        Sockets.close(client);
        if (target != null) {
            Sockets.close(target);
            toTarget.drop();
            toClient.drop();
        }
    }
}
