package io.hostport4j.netlink.wire;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The kernel's answer to a request it refused, or its acknowledgement: {@code struct nlmsgerr} in {@code linux/netlink.h}.
 *
 * @param errno positive error number; 0 is an acknowledgement
 * @param text the extended acknowledgement's words ({@code NLMSGERR_ATTR_MSG}), when the kernel gave some
 * @param offset where in the request the wrong attribute is, in bytes ({@code NLMSGERR_ATTR_OFFS})
 */
public record ErrorMessage(int errno, Optional<String> text, OptionalInt offset) {
    private static final int ATTR_MSG = 1;
    private static final int ATTR_OFFS = 2;

    /**
     * Reads a message of type {@link NetlinkTypes#ERROR}.
     *
     * @throws MalformedMessageException when it is cut
     */
    public static ErrorMessage parse(NetlinkMessage message) {
        var payload = message.payload();
        if (payload.remaining() < 4 + MessageWriter.HEADER_LENGTH) {
            throw new MalformedMessageException("error message of " + payload.remaining() + " bytes");
        }
        int errno = errno(payload.getInt(0));
        if (!message.has(NetlinkFlags.ACK_TLVS)) {
            return new ErrorMessage(errno, Optional.empty(), OptionalInt.empty());
        }
        int requestLength = message.has(NetlinkFlags.CAPPED) ? MessageWriter.HEADER_LENGTH : payload.getInt(4);
        if (requestLength < MessageWriter.HEADER_LENGTH || requestLength > payload.remaining() - 4) {
            throw new MalformedMessageException("error message that repeats a request of " + requestLength + " bytes");
        }
        return withAttributes(errno, message.attributes(4 + requestLength));
    }

    /**
     * Reads a message of type {@link NetlinkTypes#DONE}: a dump that fails on the way says so in its last message.
     *
     * @throws MalformedMessageException when its attributes are cut
     */
    public static ErrorMessage parseDone(NetlinkMessage message) {
        var payload = message.payload();
        if (payload.remaining() < Integer.BYTES) {
            return new ErrorMessage(0, Optional.empty(), OptionalInt.empty());
        }
        // A positive status is a length that some dumps of older kernels end with.
        int errno = errno(Math.min(payload.getInt(0), 0));
        if (!message.has(NetlinkFlags.ACK_TLVS)) {
            return new ErrorMessage(errno, Optional.empty(), OptionalInt.empty());
        }
        return withAttributes(errno, message.attributes(Integer.BYTES));
    }

    /** Negative by convention, but some subsystems answered with the positive number. */
    private static int errno(int status) {
        if (status == Integer.MIN_VALUE) {
            throw new MalformedMessageException("error number " + status);
        }
        return Math.abs(status);
    }

    private static ErrorMessage withAttributes(int errno, Attributes attributes) {
        Optional<String> text = Optional.empty();
        OptionalInt offset = OptionalInt.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_MSG -> text = Optional.of(attributes.string());
                case ATTR_OFFS -> offset = OptionalInt.of(attributes.u32());
                default -> { }
            }
        }
        return new ErrorMessage(errno, text, offset);
    }
}
