package io.hostport4j.netlink.socket;

import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkTypes;

/** Messages as the kernel writes them, for {@link ScriptedKernel}. */
public final class KernelMessages {
    private static final int MULTI = 0x02;
    private static final int DUMP_INTERRUPTED = 0x10;
    private static final int CAPPED = 0x100;
    private static final int ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;

    private KernelMessages() {}

    /** An object that answers a request. */
    public static byte[] object(int type, int sequence, byte[] payload) {
        return message(type, 0, sequence, payload);
    }

    /** One object of a dump. */
    public static byte[] part(int type, int sequence, byte[] payload) {
        return message(type, MULTI, sequence, payload);
    }

    /** One object of a dump during which objects changed. */
    public static byte[] interruptedPart(int type, int sequence, byte[] payload) {
        return message(type, MULTI | DUMP_INTERRUPTED, sequence, payload);
    }

    /** The end of a dump. */
    public static byte[] done(int sequence) {
        return message(NetlinkTypes.DONE, MULTI, sequence, new byte[4]);
    }

    /** The end of a dump that failed, in the kernel's words. */
    public static byte[] done(int sequence, Errno errno, String text) {
        return written(new MessageWriter().begin(NetlinkTypes.DONE, MULTI | ACK_TLVS, sequence).u32(-errno.number())
                .attributeString(NLMSGERR_ATTR_MSG, text));
    }

    /** An acknowledgement. */
    public static byte[] ack(int sequence) {
        return written(error(CAPPED, sequence, 0));
    }

    /** A refusal without words. */
    public static byte[] refusal(int sequence, Errno errno) {
        return written(error(CAPPED, sequence, -errno.number()));
    }

    /** A refusal in the kernel's words. */
    public static byte[] refusal(int sequence, Errno errno, String text, int offset) {
        return written(error(CAPPED | ACK_TLVS, sequence, -errno.number()).attributeString(NLMSGERR_ATTR_MSG, text)
                .attributeU32(NLMSGERR_ATTR_OFFS, offset));
    }

    /** Any message. */
    public static byte[] message(int type, int flags, int sequence, byte[] payload) {
        return written(new MessageWriter().begin(type, flags, sequence).bytes(payload));
    }

    /** {@code struct nlmsgerr}: the status, then the header of the request. */
    private static MessageWriter error(int flags, int sequence, int status) {
        return new MessageWriter().begin(NetlinkTypes.ERROR, flags, sequence).u32(status)
                .u32(MessageWriter.HEADER_LENGTH).u16(0).u16(0).u32(sequence).u32(0);
    }

    private static byte[] written(MessageWriter writer) {
        return HexBytes.written(writer.end());
    }
}
