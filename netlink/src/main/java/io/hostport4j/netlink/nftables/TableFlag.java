package io.hostport4j.netlink.nftables;

import java.util.EnumSet;
import java.util.Set;

/** What is particular about a table, {@code enum nft_table_flags} in {@code linux/netfilter/nf_tables.h}. */
public enum TableFlag {
    /** No packet comes to its chains. */
    DORMANT(0x1),
    /** Only the socket that made it may change it, and it goes with that. */
    OWNER(0x2),
    /** It stays when its owner goes. */
    PERSIST(0x4);

    private final int bit;

    TableFlag(int bit) {
        this.bit = bit;
    }

    static int bits(Set<TableFlag> flags) {
        int bits = 0;
        for (TableFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    static Set<TableFlag> parse(int bits) {
        Set<TableFlag> flags = EnumSet.noneOf(TableFlag.class);
        for (TableFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
