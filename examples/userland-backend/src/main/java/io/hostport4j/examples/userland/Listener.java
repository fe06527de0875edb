package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Endpoint;
import io.hostport4j.core.model.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** The socket that takes in what is sent to one host port, and everything that came through it. */
interface Listener {
    /** From now on what comes is led there. What came before and was led elsewhere ends. */
    void serve(Endpoint target);

    /** Ends it and everything that came through it; is complete when the port is free. */
    CompletableFuture<Void> close();

    /** Its socket. */
    NetworkChannel channel();

    /**
     * Binds a socket, beside listeners of ours that have the same port on other addresses.
     *
     * <p>The kernel refuses {@code ::} beside {@code 0.0.0.0}, which to it are one address as long as IPV6_V6ONLY is not set. With
     * SO_REUSEPORT on both it allows that to one user, and gives IPv4 clients to the IPv4 socket ({@code compute_score} in
     * {@code net/ipv4/inet_hashtables.c} and {@code udp.c}). The option is set only where it is needed: a port that another program
     * has stays an error.
     *
     * @throws IOException when it is not to be had; the socket is closed then
     */
    static void bind(NetworkChannel channel, HostPort hostPort, Collection<Listener> neighbours, Binding binding) throws IOException {
        try {
            if (!neighbours.isEmpty()) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                for (Listener neighbour : neighbours) {
                    neighbour.channel().setOption(StandardSocketOptions.SO_REUSEPORT, true);
                }
            }
            binding.bind(new InetSocketAddress(hostPort.address(), hostPort.port()));
        } catch (IOException | UnsupportedOperationException e) {
            channel.close();
            throw e;
        }
    }

    /** The step that differs between TCP, which has a backlog, and UDP. */
    @FunctionalInterface
    interface Binding {
        /** Binds to the address. */
        void bind(InetSocketAddress address) throws IOException;
    }
}
