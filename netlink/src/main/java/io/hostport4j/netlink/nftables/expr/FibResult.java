package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** What a route lookup answers with, {@code enum nft_fib_result} in {@code linux/netfilter/nf_tables.h}. */
public enum FibResult {
    /** Index of the route's interface, 4 bytes. */
    OIF("oif"),
    /** Name of the route's interface, 16 bytes. */
    OIFNAME("oifname"),
    /** Type of the address, 4 bytes in machine order: 1 unicast, 2 local, 3 broadcast ({@code RTN_*}). */
    ADDRTYPE("type");

    private static final int FIRST = 1;

    private final String word;

    FibResult(String word) {
        this.word = word;
    }

    int number() {
        return ordinal() + FIRST;
    }

    static Optional<FibResult> of(int number) {
        return number >= FIRST && number < values().length + FIRST ? Optional.of(values()[number - FIRST]) : Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
