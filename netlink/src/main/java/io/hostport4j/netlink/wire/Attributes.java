package io.hostport4j.netlink.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads attributes ({@code struct nlattr}) one after the other: {@code while (a.next()) switch (a.type()) …}.
 *
 * <p>Whether an attribute holds attributes is the reader's knowledge: the kernel sets {@code NLA_F_NESTED} inconsistently.
 * Every read checks the length first, so that hostile or cut bytes end in {@link MalformedMessageException} and nothing else.
 */
public final class Attributes {
    private static final int TYPE_MASK = 0x3fff;

    private final ByteBuffer bytes;
    private int next;
    private int type;
    private int start;
    private int length;

    /** @param bytes attributes from its position to its limit; read in the machine's byte order */
    public Attributes(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.nativeOrder());
    }

    /**
     * Steps to the next attribute.
     *
     * @return false behind the last one
     * @throws MalformedMessageException when its length field is impossible
     */
    public boolean next() {
        int left = bytes.limit() - next;
        if (left == 0) {
            return false;
        }
        if (left < MessageWriter.ATTRIBUTE_HEADER_LENGTH) {
            throw new MalformedMessageException(left + " bytes at offset " + next + " are no attribute");
        }
        int claimed = bytes.getShort(next) & 0xffff;
        if (claimed < MessageWriter.ATTRIBUTE_HEADER_LENGTH || claimed > left) {
            throw new MalformedMessageException("attribute of " + claimed + " bytes at offset " + next + " where " + left + " are left");
        }
        type = bytes.getShort(next + 2) & TYPE_MASK;
        start = next + MessageWriter.ATTRIBUTE_HEADER_LENGTH;
        length = claimed - MessageWriter.ATTRIBUTE_HEADER_LENGTH;
        next += Math.min((claimed + 3) & ~3, left);
        return true;
    }

    /** The attribute's type without its flag bits. */
    public int type() {
        return type;
    }

    /** Bytes of its payload. */
    public int length() {
        return length;
    }

    /** Its payload as one unsigned byte. */
    public int u8() {
        return bytes.get(expect(1)) & 0xff;
    }

    /** Its payload as an unsigned number of two bytes, machine order. */
    public int u16() {
        return bytes.getShort(expect(2)) & 0xffff;
    }

    /** Its payload as four bytes, machine order. */
    public int u32() {
        return bytes.getInt(expect(4));
    }

    /** Its payload as an unsigned number of two bytes, network order. */
    public int be16() {
        int at = expect(2);
        return (bytes.get(at) & 0xff) << 8 | bytes.get(at + 1) & 0xff;
    }

    /** Its payload as four bytes, network order. */
    public int be32() {
        int value = u32();
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** Its payload as eight bytes, network order. */
    public long be64() {
        long value = bytes.getLong(expect(8));
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    /**
     * Its payload as an IPv4 address of 4 bytes, or an IPv6 address of 16.
     *
     * @throws MalformedMessageException when it has another length
     */
    public InetAddress address() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new MalformedMessageException("attribute " + type + " has " + length + " bytes instead of an address");
        }
    }

    /** A copy of its payload. */
    public byte[] bytes() {
        byte[] copy = new byte[length];
        bytes.get(start, copy);
        return copy;
    }

    /** Its payload as UTF-8 text, up to the first NUL or its end. */
    public String string() {
        int end = start;
        while (end < start + length && bytes.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        bytes.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Its payload read as attributes. */
    public Attributes nested() {
        return new Attributes(bytes.slice(start, length));
    }

    private int expect(int size) {
        if (length != size) {
            throw new MalformedMessageException("attribute " + type + " has " + length + " bytes instead of " + size);
        }
        return start;
    }
}
