package io.hostport4j.netlink.conntrack;

import java.net.InetAddress;

/**
 * The addresses and ports of a flow's packets in one direction.
 *
 * <p>Protocols without ports have 0 in their place, except ICMP and ICMPv6: there the kernel keeps the identifier as the source port,
 * and {@code type * 256 + code} as the destination port.
 *
 * @param source where the packets come from
 * @param sourcePort 0 to 65535
 * @param destination where they go to
 * @param destinationPort 0 to 65535
 */
public record FlowTuple(InetAddress source, int sourcePort, InetAddress destination, int destinationPort) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a port is out of range, or the addresses are of two families
     */
    public FlowTuple {
        checkPort(sourcePort);
        checkPort(destinationPort);
        if (source.getAddress().length != destination.getAddress().length) {
            throw new IllegalArgumentException("source \"" + source.getHostAddress() + "\" and destination \""
                    + destination.getHostAddress() + "\" are of two address families");
        }
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port \"" + port + "\" is not in 0 to 65535");
        }
    }

    @Override
    public String toString() {
        return end(source, sourcePort) + " -> " + end(destination, destinationPort);
    }

    private static String end(InetAddress address, int port) {
        String text = address.getHostAddress();
        return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
    }
}
