package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.HostPort;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in the datagrams to a UDP host port, and sends the container's answers from there. */
final class UdpListener implements Listener, EventLoop.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
    /** After so many at once the others of the loop have their turn. */
    static final int DATAGRAMS = 64;

    private final HostPort hostPort;
    private final DatagramChannel channel;
    private final EventLoop loop;
    private final UdpSessions sessions;
    private Endpoint target;
    /** Whether idle sessions will be looked for. */
    private boolean watching;

    /** @throws IOException when the port is not to be had */
    UdpListener(HostPort hostPort, Collection<Listener> neighbours, EventLoops loops, UserlandLimits limits, InstantSource clock)
            throws IOException {
        this.hostPort = hostPort;
        this.loop = loops.next();
        this.sessions = new UdpSessions(limits, clock);
        this.channel = DatagramChannel.open(Sockets.family(hostPort.address()));
        Listener.bind(channel, hostPort, neighbours, channel::bind);
    }

    @Override
    public void serve(Endpoint target) {
        loop.execute(() -> {
            sessions.endAll();
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
            sessions.endAll();
        });
    }

    @Override
    public DatagramChannel channel() {
        return channel;
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (int i = 0; i < DATAGRAMS; i++) {
                ByteBuffer datagram = loop.buffers().passage();
                SocketAddress client = channel.receive(datagram);
                if (client == null) {
                    return;
                }
                if (!Sockets.isStranger(client, hostPort)) {
                    pass(client, datagram.flip());
                }
            }
        } catch (IOException e) {
            LOG.debug("receive on {}: {}", hostPort, e.getMessage());
        }
    }

    /** What cannot be sent is lost, as on any network. */
    private void pass(SocketAddress client, ByteBuffer datagram) {
        try {
            sessions.of(client, () -> open(client)).send(datagram);
        } catch (IOException e) {
            LOG.debug("a datagram to {} is lost: {}", target, e.getMessage());
            sessions.end(client);
        }
    }

    private UdpSession open(SocketAddress client) throws IOException {
        if (!watching) {
            watching = true;
            loop.executeLater(this::endIdle);
        }
        return new UdpSession(loop, target, answer -> answer(client, answer), () -> sessions.end(client));
    }

    private void answer(SocketAddress client, ByteBuffer datagram) {
        sessions.touch(client);
        try {
            channel.send(datagram, client);
        } catch (IOException e) {
            LOG.debug("an answer from {} is lost: {}", target, e.getMessage());
        }
    }

    private void endIdle() {
        sessions.endIdle();
        watching = !sessions.isEmpty();
        if (watching) {
            loop.executeLater(this::endIdle);
        }
    }

    private void register() {
        try {
            loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            LOG.error("{} is not served: {}", hostPort, e.getMessage());
        }
    }
}
