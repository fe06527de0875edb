package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.HostPort;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the connections to a TCP host port and deals them out to the event loops. */
final class TcpListener implements Listener, EventLoop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    /** The kernel takes the smaller of this and net.core.somaxconn. With the JDK's 50 a burst of clients waits a second and more. */
    private static final int BACKLOG = 4096;
    /** After so many at once the connections of the loop have their turn. */
    private static final int ACCEPTS = 256;

    private final HostPort hostPort;
    private final ServerSocketChannel channel;
    private final EventLoops loops;
    private final EventLoop loop;
    private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
    private Endpoint target;

    /** @throws IOException when the port is not to be had */
    TcpListener(HostPort hostPort, Collection<Listener> neighbours, EventLoops loops) throws IOException {
        this.hostPort = hostPort;
        this.loops = loops;
        this.loop = loops.next();
        this.channel = ServerSocketChannel.open(Sockets.family(hostPort.address()));
        Listener.bind(channel, hostPort, neighbours, address -> channel.bind(address, BACKLOG));
    }

    @Override
    public void serve(Endpoint target) {
        loop.execute(() -> {
            open.forEach(TcpConnection::reset);
            this.target = target;
            if (!channel.isRegistered()) {
                register();
            }
        });
    }

    @Override
    public CompletableFuture<Void> close() {
        return loop.settle(() -> {
            Sockets.close(channel);
            open.forEach(TcpConnection::reset);
        });
    }

    @Override
    public ServerSocketChannel channel() {
        return channel;
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (int i = 0; i < ACCEPTS; i++) {
                SocketChannel client = channel.accept();
                if (client == null) {
                    return;
                }
                take(client);
            }
        } catch (IOException e) {
            // Most likely the process has no file descriptor left. The client stays in the backlog; to try again at once would only spin.
            LOG.warn("accept on {}: {}; trying again in a second", hostPort, e.getMessage());
            key.interestOps(0);
            loop.executeLater(() -> {
                if (key.isValid()) {
                    key.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
        }
    }

    private void take(SocketChannel client) throws IOException {
        if (Sockets.isStranger(client.getRemoteAddress(), hostPort)) {
            Sockets.resetOnClose(client);
            Sockets.close(client);
        } else {
            new TcpConnection(loops.next(), client, open).start(target);
        }
    }

    private void register() {
        try {
            loop.register(channel, SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            LOG.error("{} is not served: {}", hostPort, e.getMessage());
        }
    }
}
