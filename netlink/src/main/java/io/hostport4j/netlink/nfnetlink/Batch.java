package io.hostport4j.netlink.nfnetlink;

import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;

/**
 * The messages around a batch, which the kernel carries out as a whole or not at all ({@code NFNL_MSG_BATCH_BEGIN} and
 * {@code _END} in {@code linux/netfilter/nfnetlink.h}).
 *
 * <p>The whole batch goes out in one send. An error of the batch itself, of its commit for one, has the sequence number of the
 * message that begins it.
 */
public final class Batch {
    private static final int BEGIN = 16;
    private static final int END = 17;
    private static final int ATTR_GENID = 1;
    private static final int FAMILY_UNSPECIFIED = 0;

    private Batch() {}

    /** Writes the message that begins a batch. */
    public static void begin(MessageWriter writer, int sequence, Subsystem subsystem) {
        header(writer, BEGIN, sequence, subsystem);
        writer.end();
    }

    /**
     * Writes the message that begins a batch which the kernel refuses with ERESTART when its generation is another one.
     *
     * @param generation the one that the batch was made for ({@code NFNL_BATCH_GENID}, Linux 4.12)
     */
    public static void begin(MessageWriter writer, int sequence, Subsystem subsystem, int generation) {
        header(writer, BEGIN, sequence, subsystem);
        writer.attributeBe32(ATTR_GENID, generation).end();
    }

    /** Writes the message that ends a batch; without it nothing is carried out. */
    public static void end(MessageWriter writer, int sequence, Subsystem subsystem) {
        header(writer, END, sequence, subsystem);
        writer.end();
    }

    private static void header(MessageWriter writer, int type, int sequence, Subsystem subsystem) {
        writer.begin(type, NetlinkFlags.REQUEST, sequence);
        NfnetlinkHeader.write(writer, FAMILY_UNSPECIFIED, subsystem.number());
    }
}
