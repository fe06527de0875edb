package io.hostport4j.netlink.nftables.expr;

import java.util.Optional;

/** Which half of a connection is meant, {@code enum ip_conntrack_dir}. */
public enum CtDirection {
    /** As the first packet went. */
    ORIGINAL,
    /** As the answers come. */
    REPLY;

    int number() {
        return ordinal();
    }

    static Optional<CtDirection> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
