package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.NetlinkFlags;
import java.util.Locale;

/** What is done to an object, in the words of nft. */
enum Verb {
    /** Make it, unless it is there as described. */
    ADD(NetlinkFlags.REQUEST | NetlinkFlags.CREATE),
    /** Make it; refuse when it is there. */
    CREATE(NetlinkFlags.REQUEST | NetlinkFlags.CREATE | NetlinkFlags.EXCL),
    /** Remove it; refuse when it is not there. */
    DELETE(NetlinkFlags.REQUEST),
    /** Remove what is in it. */
    FLUSH(NetlinkFlags.REQUEST);

    private final int flags;

    Verb(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }

    boolean makes() {
        return this == ADD || this == CREATE;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
