package io.hostport4j.testkit.world;

import io.hostport4j.testkit.NetNamespace;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The veth pair between a node and its client, with an interface called "wire" at both ends. */
final class Wire {

    static final InetAddress NODE_V4 = address("192.0.2.1");
    static final InetAddress NODE_V6 = address("2001:db8::1");
    static final InetAddress CLIENT_V4 = address("192.0.2.2");
    static final InetAddress CLIENT_V6 = address("2001:db8::2");

    private static final String NAME = "wire";

    private Wire() {
    }

    static void connect(NetNamespace node, NetNamespace client) {
        node.exec("ip", "link", "add", NAME, "type", "veth", "peer", "name", NAME, "netns", client.name()).orThrow();
        address(node, NODE_V4, NODE_V6);
        address(client, CLIENT_V4, CLIENT_V6);
        client.exec("ip", "-4", "route", "add", "default", "via", NODE_V4.getHostAddress()).orThrow();
        client.exec("ip", "-6", "route", "add", "default", "via", NODE_V6.getHostAddress()).orThrow();
        new Links(node).awaitReady(NAME);
        new Links(client).awaitReady(NAME);
    }

    private static void address(NetNamespace namespace, InetAddress v4, InetAddress v6) {
        namespace.exec("ip", "link", "set", NAME, "up").orThrow();
        namespace.exec("ip", "addr", "add", v4.getHostAddress() + "/24", "dev", NAME).orThrow();
        namespace.exec("ip", "addr", "add", v6.getHostAddress() + "/64", "dev", NAME, "nodad").orThrow();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address \"" + literal + "\" is none", e);
        }
    }
}
