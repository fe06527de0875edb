package io.hostport4j.netlink.nftables.expr;

/** What a route lookup is asked with, {@code enum nft_fib_flags} in {@code linux/netfilter/nf_tables.h}. */
public enum FibFlag {
    /** The source address is looked up. */
    SADDR,
    /** The destination address is looked up. */
    DADDR,
    /** With the packet's mark. */
    MARK,
    /** Only by the interface it came in by. */
    IIF,
    /** Only by the interface it leaves by. */
    OIF,
    /** Only whether there is a route: the result is 1 or 0. */
    PRESENT;

    int bit() {
        return 1 << ordinal();
    }
}
