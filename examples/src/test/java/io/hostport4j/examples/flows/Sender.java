package io.hostport4j.examples.flows;

import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.world.World;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** From where a client asks a host port, and by which address. */
enum Sender {
    OUTSIDE_V4, OUTSIDE_V6, NODE_BY_ITS_ADDRESS_V4, NODE_BY_ITS_ADDRESS_V6, NODE_BY_LOOPBACK;

    static final InetAddress LOOPBACK = loopback();

    NetNamespace namespace(World world) {
        return switch (this) {
            case OUTSIDE_V4, OUTSIDE_V6 -> world.client();
            case NODE_BY_ITS_ADDRESS_V4, NODE_BY_ITS_ADDRESS_V6, NODE_BY_LOOPBACK -> world.node();
        };
    }

    InetAddress address(World world) {
        return switch (this) {
            case OUTSIDE_V4, NODE_BY_ITS_ADDRESS_V4 -> world.nodeV4();
            case OUTSIDE_V6, NODE_BY_ITS_ADDRESS_V6 -> world.nodeV6();
            case NODE_BY_LOOPBACK -> LOOPBACK;
        };
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
