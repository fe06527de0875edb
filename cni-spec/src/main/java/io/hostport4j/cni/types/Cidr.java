package io.hostport4j.cni.types;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;

/**
 * An address with the length of its network's prefix; the host bits are kept, as in {@code 10.0.0.2/24}.
 *
 * @param address the address
 * @param prefixLength 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress address, int prefixLength) {

    private static final int MAPPED_PREFIX = 96;

    /** Checks the prefix length against the address. */
    public Cidr {
        Objects.requireNonNull(address, "address");
        int bits = address.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " of \"" + IpAddresses.format(address) + "\" is not between 0 and " + bits);
        }
    }

    /**
     * Parses an address literal, a slash, and a prefix length. A prefix of an IPv4-mapped IPv6 address is counted from the IPv4
     * address in it.
     *
     * @throws IllegalArgumentException when the text is anything else; a name is never looked up
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String length = text.substring(slash + 1);
        if (slash < 0 || !length.matches("0|[1-9][0-9]{0,2}")) {
            throw notCidr(text, null);
        }
        String address = text.substring(0, slash);
        try {
            InetAddress parsed = IpAddresses.parse(address);
            boolean mapped = parsed instanceof Inet4Address && address.indexOf(':') >= 0;
            return new Cidr(parsed, Integer.parseInt(length) - (mapped ? MAPPED_PREFIX : 0));
        } catch (IllegalArgumentException e) {
            throw notCidr(text, e);
        }
    }

    private static IllegalArgumentException notCidr(String text, Throwable cause) {
        return new IllegalArgumentException("\"" + text + "\" is not an IP address with a prefix length", cause);
    }

    /** Whether this is an IPv4 address. */
    public boolean isIpv4() {
        return address instanceof Inet4Address;
    }

    /** The text that {@link #parse} reads. */
    @Override
    public String toString() {
        return IpAddresses.format(address) + "/" + prefixLength;
    }
}
