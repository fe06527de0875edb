package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** How a register is compared, {@code enum nft_cmp_ops} in {@code linux/netfilter/nf_tables.h}. */
public enum CmpOperator {
    /** Equal. */
    EQ,
    /** Not equal. */
    NEQ,
    /** Less than, byte by byte. */
    LT,
    /** Less than or equal to. */
    LTE,
    /** Greater than. */
    GT,
    /** Greater than or equal to. */
    GTE;

    int number() {
        return ordinal();
    }

    static Optional<CmpOperator> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
