package io.hostport4j.examples.userland;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small things about sockets that the JDK does not say in one word. */
final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    static StandardProtocolFamily family(InetAddress address) {
        return switch (Family.of(address)) {
            case IPV4 -> StandardProtocolFamily.INET;
            case IPV6 -> StandardProtocolFamily.INET6;
        };
    }

    /**
     * Whether a client of the other family came to a wildcard. The JDK clears IPV6_V6ONLY on each IPv6 socket and has no option to set
     * it, so one that is bound to {@code ::} gets IPv4 clients too, unless somebody listens on {@code 0.0.0.0}.
     */
    static boolean isStranger(SocketAddress client, HostPort hostPort) {
        return Family.of(((InetSocketAddress) client).getAddress()) != hostPort.family();
    }

    /** The peer shall see that the connection broke, not that it ended. */
    static void resetOnClose(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.trace("closed or broken already: {}", e.getMessage());
        }
    }

    static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("close: {}", e.getMessage());
        }
    }
}
