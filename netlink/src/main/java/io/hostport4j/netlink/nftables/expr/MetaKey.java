package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** What is known about a packet beside its bytes, {@code enum nft_meta_keys} in {@code linux/netfilter/nf_tables.h}. */
public enum MetaKey {
    /** Length of the packet, 4 bytes. */
    LEN("len"),
    /** Ethertype, 2 bytes. */
    PROTOCOL("protocol"),
    /** Traffic-control priority, 4 bytes. */
    PRIORITY("priority"),
    /** The packet's mark, 4 bytes. */
    MARK("mark"),
    /** Index of the interface it came in by, 4 bytes. */
    IIF("iif"),
    /** Index of the interface it leaves by, 4 bytes. */
    OIF("oif"),
    /** Name of the interface it came in by, 16 bytes. */
    IIFNAME("iifname"),
    /** Name of the interface it leaves by, 16 bytes. */
    OIFNAME("oifname"),
    /** Hardware type of the interface it came in by, 2 bytes. */
    IIFTYPE("iiftype"),
    /** Hardware type of the interface it leaves by, 2 bytes. */
    OIFTYPE("oiftype"),
    /** User of the socket it comes from, 4 bytes. */
    SKUID("skuid"),
    /** Group of the socket it comes from, 4 bytes. */
    SKGID("skgid"),
    /** Whether its way through the rules is traced, 1 byte. */
    NFTRACE("nftrace"),
    /** Realm of its route, 4 bytes. */
    RTCLASSID("rtclassid"),
    /** Its security mark, 4 bytes. */
    SECMARK("secmark"),
    /** Netfilter family, 1 byte: 2 for IPv4, 10 for IPv6. */
    NFPROTO("nfproto"),
    /** Transport protocol, 1 byte. */
    L4PROTO("l4proto");

    private final String word;

    MetaKey(String word) {
        this.word = word;
    }

    int number() {
        return ordinal();
    }

    static Optional<MetaKey> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
