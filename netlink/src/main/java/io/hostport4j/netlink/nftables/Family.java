package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;

/** Address families of tables, {@code NFPROTO_*} in {@code linux/netfilter.h}. */
public enum Family {
    /** IPv4 and IPv6 together. */
    INET(1, "inet"),
    /** IPv4. */
    IP(2, "ip"),
    /** ARP. */
    ARP(3, "arp"),
    /** Packets of one interface. */
    NETDEV(5, "netdev"),
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
        throw new MalformedMessageException("there is no family " + number);
    }

    @Override
    public String toString() {
        return word;
    }
}
