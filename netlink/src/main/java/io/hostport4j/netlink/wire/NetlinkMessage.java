package io.hostport4j.netlink.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One received message: the fields of its header, {@code struct nlmsghdr}, and a view of its payload.
 *
 * @param type the family's message type, or one of {@link NetlinkTypes}
 * @param flags {@link NetlinkFlags} or-ed
 * @param sequence that of the request it answers; 0 in notifications
 * @param payload what follows the header, positioned at its first byte, in the machine's byte order
 */
public record NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {
    /**
     * Cuts a datagram into its messages. The payloads are views of it.
     *
     * @throws MalformedMessageException when a header claims fewer bytes than a header has, or more than there are
     */
    public static List<NetlinkMessage> parse(ByteBuffer datagram) {
        ByteBuffer rest = datagram.slice().order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>(1);
        while (rest.remaining() >= MessageWriter.HEADER_LENGTH) {
            int start = rest.position();
            int length = rest.getInt(start);
            if (length < MessageWriter.HEADER_LENGTH || length > rest.remaining()) {
                throw new MalformedMessageException("message of " + length + " bytes at offset " + start + " where "
                        + rest.remaining() + " are left");
            }
            ByteBuffer payload = rest.slice(start + MessageWriter.HEADER_LENGTH, length - MessageWriter.HEADER_LENGTH)
                    .order(ByteOrder.nativeOrder());
            messages.add(new NetlinkMessage(rest.getShort(start + 4) & 0xffff, rest.getShort(start + 6) & 0xffff,
                    rest.getInt(start + 8), payload));
            rest.position(start + Math.min((length + 3) & ~3, rest.remaining()));
        }
        if (rest.hasRemaining()) {
            throw new MalformedMessageException(rest.remaining() + " bytes behind the last message");
        }
        return messages;
    }

    /** Whether all given {@link NetlinkFlags} are set. */
    public boolean has(int wanted) {
        return (flags & wanted) == wanted;
    }

    /**
     * The attributes behind a family header.
     *
     * @param headerLength bytes of the family's own header, e.g. 4 for {@code struct nfgenmsg}
     * @throws MalformedMessageException when the payload is shorter than that header
     */
    public Attributes attributes(int headerLength) {
        if (payload.remaining() < headerLength) {
            throw new MalformedMessageException("payload of " + payload.remaining() + " bytes; its header alone has " + headerLength);
        }
        int aligned = Math.min((headerLength + 3) & ~3, payload.remaining());
        return new Attributes(payload.slice(payload.position() + aligned, payload.remaining() - aligned));
    }
}
