package io.hostport4j.netlink.nfnetlink;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;

/**
 * The header that every netfilter message begins with: {@code struct nfgenmsg} in {@code linux/netfilter/nfnetlink.h}.
 *
 * @param family an {@code NFPROTO} number, 0 for any
 * @param resourceId 0 to 65535: in a batch header the subsystem; in answers of nf_tables the low 16 bits of the generation
 */
public record NfnetlinkHeader(int family, int resourceId) {
    /** Bytes of the header. */
    public static final int LENGTH = 4;

    private static final int VERSION = 0;

    /** Writes it as the next four bytes of a message. */
    public void write(MessageWriter writer) {
        write(writer, family, resourceId);
    }

    /** Writes a header without making one. */
    public static void write(MessageWriter writer, int family, int resourceId) {
        writer.u8(family).u8(VERSION).be16(resourceId);
    }

    /**
     * Reads the header of a received message.
     *
     * @throws MalformedMessageException when the payload is shorter
     */
    public static NfnetlinkHeader parse(NetlinkMessage message) {
        var payload = message.payload();
        if (payload.remaining() < LENGTH) {
            throw new MalformedMessageException("nfnetlink header of " + payload.remaining() + " bytes instead of " + LENGTH);
        }
        int at = payload.position();
        return new NfnetlinkHeader(payload.get(at) & 0xff, (payload.get(at + 2) & 0xff) << 8 | payload.get(at + 3) & 0xff);
    }
}
