package io.hostport4j.netlink.nftables;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds the bytes of a key or of data, field by field in the order of its {@link SetType}; a writer is used once. */
public final class FieldWriter {
    private final SetType type;
    private final byte[] bytes;
    private int field;
    private int offset;

    FieldWriter(SetType type) {
        this.type = type;
        this.bytes = new byte[type.length()];
    }

    /**
     * The next field as a number: a protocol, a port, a mark, an interface index.
     *
     * @throws IllegalArgumentException when it does not fit the field, or all fields are written
     */
    public FieldWriter number(long value) {
        DataType at = at();
        int length = at.length();
        if (length > Integer.BYTES || value < 0 || value >>> 8 * length != 0) {
            throw new IllegalArgumentException("number " + value + " does not fit " + at);
        }
        for (int i = 0; i < length; i++) {
            int shift = at.order() == ByteOrder.BIG_ENDIAN ? length - 1 - i : i;
            bytes[offset + i] = (byte) (value >>> 8 * shift);
        }
        return step();
    }

    /**
     * The next field as it is on the wire: an address.
     *
     * @throws IllegalArgumentException when it has another length than the field, or all fields are written
     */
    public FieldWriter octets(byte[] value) {
        DataType at = at();
        if (value.length != at.length()) {
            throw new IllegalArgumentException(value.length + " bytes for " + at + " of " + at.length());
        }
        System.arraycopy(value, 0, bytes, offset, value.length);
        return step();
    }

    /**
     * The next field as text: the name of an interface.
     *
     * @throws IllegalArgumentException when it does not leave room for a NUL, or all fields are written
     */
    public FieldWriter text(String value) {
        DataType at = at();
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (at != DataType.IFNAME || text.length >= at.length()) {
            throw new IllegalArgumentException("text \"" + value + "\" does not fit " + at);
        }
        System.arraycopy(text, 0, bytes, offset, text.length);
        return step();
    }

    /**
     * The finished value.
     *
     * @throws IllegalStateException when fields are left
     */
    public byte[] bytes() {
        if (field != type.fields().size()) {
            throw new IllegalStateException(field + " fields of " + type + " are written; write all");
        }
        return bytes;
    }

    private DataType at() {
        if (field == type.fields().size()) {
            throw new IllegalArgumentException(type + " has no more fields");
        }
        return type.fields().get(field);
    }

    private FieldWriter step() {
        offset = type.next(offset, field);
        field++;
        return this;
    }
}
