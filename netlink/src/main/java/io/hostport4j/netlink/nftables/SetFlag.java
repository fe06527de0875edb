package io.hostport4j.netlink.nftables;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is particular about a set, {@code enum nft_set_flags} in {@code linux/netfilter/nf_tables.h}.
 *
 * <p>Whether it is a map or has concatenated intervals follows from the rest of a {@link NamedSet}, and has no flag here.
 */
public enum SetFlag {
    /** It belongs to one rule and has a name of the kernel's. */
    ANONYMOUS(0x1),
    /** Its elements do not change once a rule uses it. */
    CONSTANT(0x2),
    /** Its elements may be ranges. */
    INTERVAL(0x4),
    /** Its elements may expire. */
    TIMEOUT(0x10),
    /** Rules may add elements. */
    EVAL(0x20),
    /** It maps to stateful objects. */
    OBJECT(0x40),
    /** Its elements have expressions. */
    EXPR(0x100);

    private final int bit;

    SetFlag(int bit) {
        this.bit = bit;
    }

    static int bits(Set<SetFlag> flags) {
        int bits = 0;
        for (SetFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    static Set<SetFlag> parse(int bits) {
        Set<SetFlag> flags = EnumSet.noneOf(SetFlag.class);
        for (SetFlag flag : values()) {
            if ((bits & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
