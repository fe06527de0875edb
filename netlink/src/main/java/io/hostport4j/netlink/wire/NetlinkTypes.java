package io.hostport4j.netlink.wire;

/** Message types that every netlink family shares, {@code linux/netlink.h}. */
public final class NetlinkTypes {
    /** Nothing; to be ignored. */
    public static final int NOOP = 1;
    /** An error, or with error number 0 an acknowledgement. */
    public static final int ERROR = 2;
    /** The end of a multi-part message. */
    public static final int DONE = 3;
    /** Data was lost. */
    public static final int OVERRUN = 4;

    private NetlinkTypes() {}
}
