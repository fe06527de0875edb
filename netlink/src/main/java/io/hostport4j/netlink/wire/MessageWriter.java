package io.hostport4j.netlink.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes netlink messages one behind the other, ready to be sent in one system call.
 *
 * <p>Headers and plain numbers are in the byte order of the machine, as the kernel wants them; {@code be} methods write network
 * byte order, which nfnetlink uses for nearly all its attributes. Padding to {@code NLMSG_ALIGNTO} and {@code NLA_ALIGNTO}
 * (4 bytes, {@code linux/netlink.h}) is written as zeros. A writer is used by one thread and can be reused after
 * {@link #clear}.
 */
public final class MessageWriter {
    /** Bytes of a message header, {@code struct nlmsghdr}. */
    public static final int HEADER_LENGTH = 16;
    /** Bytes of an attribute header, {@code struct nlattr}. */
    public static final int ATTRIBUTE_HEADER_LENGTH = 4;
    /** The longest attribute, its header included: {@code nla_len} has 16 bits. */
    public static final int ATTRIBUTE_MAX_LENGTH = 0xffff;
    /** Marks an attribute that holds attributes, {@code NLA_F_NESTED}. */
    static final int NESTED = 0x8000;

    private static final int ALIGNMENT = 4;
    private static final int FLAGS_OFFSET = 6;
    private static final int FIRST_CAPACITY = 4096;

    private ByteBuffer buffer = allocate(FIRST_CAPACITY);
    private int messageStart = -1;

    /**
     * Begins a message; what follows is its payload, up to {@link #end}.
     *
     * @param type the family's message type, 0 to 65535
     * @param flags {@link NetlinkFlags} or-ed
     * @param sequence chosen by the caller and repeated in every answer
     * @throws IllegalStateException when the message before was not ended
     */
    public MessageWriter begin(int type, int flags, int sequence) {
        if (messageStart >= 0) {
            throw new IllegalStateException("the message before has no end");
        }
        room(HEADER_LENGTH);
        messageStart = buffer.position();
        buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
        return this;
    }

    /**
     * Ends the message and writes its length into its header.
     *
     * @throws IllegalStateException when none was begun
     */
    public MessageWriter end() {
        if (messageStart < 0) {
            throw new IllegalStateException("no message was begun");
        }
        int length = buffer.position() - messageStart;
        buffer.putInt(messageStart, length);
        messageStart = -1;
        room(ALIGNMENT);
        return pad(length);
    }

    /**
     * Sets further flags of a message that was begun before.
     *
     * @param start what {@link #length} was when it was begun
     * @param flags {@link NetlinkFlags} or-ed
     */
    public MessageWriter addFlags(int start, int flags) {
        buffer.putShort(start + FLAGS_OFFSET, (short) (buffer.getShort(start + FLAGS_OFFSET) | flags));
        return this;
    }

    /** Payload outside attributes: one byte. */
    public MessageWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Payload outside attributes: two bytes in the machine's order. */
    public MessageWriter u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    /** Payload outside attributes: two bytes in network order. */
    public MessageWriter be16(int value) {
        room(2).putShort(bigEndian((short) value));
        return this;
    }

    /** Payload outside attributes: four bytes in the machine's order. */
    public MessageWriter u32(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Payload outside attributes, as it is. */
    public MessageWriter bytes(byte[] value) {
        room(value.length).put(value);
        return this;
    }

    /** An attribute of one byte. */
    public MessageWriter attributeU8(int type, int value) {
        header(type, 1).put((byte) value);
        return pad(1);
    }

    /** An attribute of two bytes in the machine's order. */
    public MessageWriter attributeU16(int type, int value) {
        header(type, 2).putShort((short) value);
        return pad(2);
    }

    /** An attribute of two bytes in network order. */
    public MessageWriter attributeBe16(int type, int value) {
        return attributeU16(type, bigEndian((short) value));
    }

    /** An attribute of four bytes in the machine's order. */
    public MessageWriter attributeU32(int type, int value) {
        header(type, 4).putInt(value);
        return this;
    }

    /** An attribute of four bytes in network order. */
    public MessageWriter attributeBe32(int type, int value) {
        return attributeU32(type, bigEndian(value));
    }

    /** An attribute of eight bytes in network order. */
    public MessageWriter attributeBe64(int type, long value) {
        header(type, 8).putLong(littleEndianMachine() ? Long.reverseBytes(value) : value);
        return this;
    }

    /** An attribute of plain bytes. */
    public MessageWriter attribute(int type, byte[] value) {
        header(type, value.length).put(value);
        return pad(value.length);
    }

    /** An attribute of UTF-8 text with a NUL behind it. */
    public MessageWriter attributeString(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        header(type, text.length + 1).put(text).put((byte) 0);
        return pad(text.length + 1);
    }

    /**
     * Opens an attribute that holds attributes.
     *
     * @return where it begins, for {@link #closeNested}
     */
    public int openNested(int type) {
        int start = buffer.position();
        header(type | NESTED, 0);
        return start;
    }

    /**
     * Closes what {@link #openNested} opened, and writes its length.
     *
     * @throws IllegalStateException when it holds more than {@link #ATTRIBUTE_MAX_LENGTH} bytes
     */
    public MessageWriter closeNested(int start) {
        int length = buffer.position() - start;
        if (length > ATTRIBUTE_MAX_LENGTH) {
            throw new IllegalStateException("nested attribute of " + length + " bytes; nla_len ends at " + ATTRIBUTE_MAX_LENGTH);
        }
        buffer.putShort(start, (short) length);
        return this;
    }

    /** Bytes written so far. */
    public int length() {
        return buffer.position();
    }

    /** Forgets all that was written; the memory is kept. */
    public MessageWriter clear() {
        buffer.clear();
        messageStart = -1;
        return this;
    }

    /**
     * What was written, from the first byte to the last, as a view to send from; valid until the next write.
     *
     * @throws IllegalStateException when the last message was not ended
     */
    public ByteBuffer written() {
        if (messageStart >= 0) {
            throw new IllegalStateException("the last message has no end");
        }
        return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
    }

    private ByteBuffer header(int type, int payload) {
        if (payload > ATTRIBUTE_MAX_LENGTH - ATTRIBUTE_HEADER_LENGTH) {
            throw new IllegalArgumentException("attribute " + type + " of " + payload + " bytes; nla_len ends at " + ATTRIBUTE_MAX_LENGTH);
        }
        room(ATTRIBUTE_HEADER_LENGTH + payload + ALIGNMENT);
        return buffer.putShort((short) (ATTRIBUTE_HEADER_LENGTH + payload)).putShort((short) type);
    }

    private MessageWriter pad(int payload) {
        for (int i = payload; i % ALIGNMENT != 0; i++) {
            buffer.put((byte) 0);
        }
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }

    /** Direct, because a system call needs an address that the garbage collector does not move. */
    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    private static short bigEndian(short value) {
        return littleEndianMachine() ? Short.reverseBytes(value) : value;
    }

    private static int bigEndian(int value) {
        return littleEndianMachine() ? Integer.reverseBytes(value) : value;
    }

    private static boolean littleEndianMachine() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }
}
