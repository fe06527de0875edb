package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;

/** What becomes of a packet that no rule of a base chain decides, {@code NF_DROP} and {@code NF_ACCEPT}. */
public enum Policy {
    /** It is dropped. */
    DROP,
    /** It goes on. */
    ACCEPT;

    int number() {
        return ordinal();
    }

    static Policy parse(int number) {
        if (number < 0 || number >= values().length) {
            throw new MalformedMessageException("there is no policy " + number);
        }
        return values()[number];
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
