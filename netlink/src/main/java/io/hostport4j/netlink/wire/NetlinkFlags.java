package io.hostport4j.netlink.wire;

/** Flags of a netlink message header, {@code nlmsg_flags} in {@code linux/netlink.h}. */
public final class NetlinkFlags {
    /** It is a request; set on all that goes to the kernel. */
    public static final int REQUEST = 0x01;
    /** The message is one of several; the last one is of type {@link NetlinkTypes#DONE}. */
    public static final int MULTI = 0x02;
    /** The kernel shall answer with an acknowledgement also when all went well. */
    public static final int ACK = 0x04;
    /** A dump was inconsistent because the objects changed meanwhile. */
    public static final int DUMP_INTERRUPTED = 0x10;
    /** GET: all objects that match ({@code NLM_F_ROOT | NLM_F_MATCH}). */
    public static final int DUMP = 0x300;
    /** NEW: replace what exists. */
    public static final int REPLACE = 0x100;
    /** NEW: refuse with EEXIST when the object exists. */
    public static final int EXCL = 0x200;
    /** NEW: create the object when it does not exist. */
    public static final int CREATE = 0x400;
    /** NEW: behind the existing objects of the list, not before them. */
    public static final int APPEND = 0x800;
    /** Error messages: the request's payload was cut from the copy in the answer. */
    static final int CAPPED = 0x100;
    /** Error messages: extended-acknowledgement attributes follow. */
    static final int ACK_TLVS = 0x200;

    private NetlinkFlags() {}
}
