package io.hostport4j.core.model;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The two address families of IP. */
public enum Family {
    IPV4("IPv4", 4),
    IPV6("IPv6", 16);

    private final String text;
    private final InetAddress unspecified;

    Family(String text, int addressLength) {
        this.text = text;
        try {
            this.unspecified = InetAddress.getByAddress(new byte[addressLength]);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + addressLength + " bytes", e);
        }
    }

    /** The family of an address. */
    public static Family of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** {@code 0.0.0.0} or {@code ::}, which stands for every address of the node. */
    public InetAddress unspecified() {
        return unspecified;
    }

    @Override
    public String toString() {
        return text;
    }
}
