package io.hostport4j.netlink.backend;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses as the kernel's bytes, and both families in the 16 bytes of one. */
final class Addresses {
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private Addresses() {}

    /** The address of 4 or 16 bytes; an IPv4 address that is mapped into IPv6 comes out as IPv4. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }

    /** IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), IPv6 as it is. */
    static byte[] mapped(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return address.getAddress();
        }
        byte[] bytes = new byte[IPV6_LENGTH];
        Arrays.fill(bytes, 10, 12, (byte) 0xff);
        System.arraycopy(address.getAddress(), 0, bytes, IPV6_LENGTH - IPV4_LENGTH, IPV4_LENGTH);
        return bytes;
    }
}
