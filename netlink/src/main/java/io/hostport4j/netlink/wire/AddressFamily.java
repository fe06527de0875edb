package io.hostport4j.netlink.wire;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two families of internet addresses, with the numbers of {@code linux/socket.h}, which netfilter uses as well. */
public enum AddressFamily {
    /** {@code AF_INET}. */
    IPV4(2),
    /** {@code AF_INET6}. */
    IPV6(10);

    private final int number;

    AddressFamily(int number) {
        this.number = number;
    }

    /** The family of an address; Java makes an IPv4-mapped IPv6 address an IPv4 address. */
    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** The number that goes into family headers. */
    public int number() {
        return number;
    }
}
