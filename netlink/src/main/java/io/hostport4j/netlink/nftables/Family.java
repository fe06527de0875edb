package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;

/** Families of tables whose chains have the five {@link Hook}s, {@code NFPROTO_*} in {@code linux/netfilter.h}. */
public enum Family {
    /** IPv4 and IPv6 together. */
    INET(1, "inet"),
    /** IPv4. */
    IP(2, "ip"),
    /** Bridged packets. */
    BRIDGE(7, "bridge"),
    /** IPv6. */
    IP6(10, "ip6");

    private final int number;
    private final String word;

    Family(int number, String word) {
        this.number = number;
        this.word = word;
    }

    int number() {
        return number;
    }

    static Family parse(int number) {
        for (Family family : values()) {
            if (family.number == number) {
                return family;
            }
        }
        throw new MalformedMessageException("family " + number + " is none of inet, ip, bridge and ip6");
    }

    @Override
    public String toString() {
        return word;
    }
}
