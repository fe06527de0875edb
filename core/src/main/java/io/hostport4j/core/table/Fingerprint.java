package io.hostport4j.core.table;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The 128 bits of a fingerprint in the place of an address. */
final class Fingerprint {
    /** RFC 4291, 2.5.5.2: the JDK knows no mapped address, and makes an IPv4 address of it. */
    private static final String MAPPED = "00000000000000000000ffff";

    private Fingerprint() {}

    static InetAddress address(String fingerprint) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(fingerprint));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("fingerprint \"" + fingerprint + "\"", e);
        }
    }

    static String of(InetAddress address) {
        return (address instanceof Inet4Address ? MAPPED : "") + HexFormat.of().formatHex(address.getAddress());
    }
}
