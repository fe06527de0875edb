package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;

/** Where in the network stack a base chain is asked, {@code enum nf_inet_hooks} in {@code linux/netfilter.h}. */
public enum Hook {
    /** All that comes in, before it is routed. */
    PREROUTING,
    /** What is for this host. */
    INPUT,
    /** What goes through this host. */
    FORWARD,
    /** What this host sends, before it is routed. */
    OUTPUT,
    /** All that goes out. */
    POSTROUTING;

    int number() {
        return ordinal();
    }

    static Hook parse(int number) {
        if (number < 0 || number >= values().length) {
            throw new MalformedMessageException("hook " + number + " is none of the five");
        }
        return values()[number];
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
