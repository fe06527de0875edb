package io.hostport4j.netlink.nfnetlink;

/** Parts of netfilter that speak netlink, {@code NFNL_SUBSYS_*} in {@code linux/netfilter/nfnetlink.h}. */
public enum Subsystem {
    /** Connection tracking, {@code NFNL_SUBSYS_CTNETLINK}. */
    CTNETLINK(1),
    /** nf_tables, {@code NFNL_SUBSYS_NFTABLES}. */
    NFTABLES(10);

    private final int number;

    Subsystem(int number) {
        this.number = number;
    }

    /** The number in batch headers and in the upper byte of message types. */
    public int number() {
        return number;
    }

    /**
     * The netlink message type of one of its messages.
     *
     * @param message the subsystem's own number for it, 0 to 255
     */
    public int type(int message) {
        return number << 8 | message;
    }
}
