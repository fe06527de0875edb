package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.Consumer;

/** One client of a UDP host port: a socket towards the container, by whose port the container's answers find the client. */
final class UdpSession implements EventLoop.Handler {
    private final EventLoop loop;
    private final DatagramChannel channel;
    private final Consumer<ByteBuffer> answers;
    private final Runnable broken;

    /**
     * @param answers takes the container's datagrams
     * @param broken what to do when the container refuses the client's
     */
    UdpSession(EventLoop loop, Endpoint target, Consumer<ByteBuffer> answers, Runnable broken) throws IOException {
        this.loop = loop;
        this.answers = answers;
        this.broken = broken;
        this.channel = DatagramChannel.open(Sockets.family(target.address()));
        try {
            channel.connect(new InetSocketAddress(target.address(), target.port()));
            loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void send(ByteBuffer datagram) throws IOException {
        channel.write(datagram);
    }

    void close() {
        Sockets.close(channel);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            for (int i = 0; i < UdpListener.DATAGRAMS; i++) {
                ByteBuffer datagram = loop.buffers().passage();
                // "read" would not tell an empty datagram from none.
                if (channel.receive(datagram) == null) {
                    return;
                }
                answers.accept(datagram.flip());
            }
        } catch (IOException e) {
            // Nobody listens in the container: the kernel tells it here, as an ICMP error, and has no way to tell the client.
            broken.run();
        }
    }
}
