package io.hostport4j.netlink.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The type of a set's keys or of a map's data: one {@link DataType}, or a concatenation of up to five.
 *
 * <p>In a concatenation each field begins on a register of four bytes: {@code tcp . 8080} as
 * {@code inet_proto . inet_service} is {@code 06 00 00 00 1f 90 00 00}. nft numbers a concatenation with six bits a field.
 */
public final class SetType {
    private static final int MAX_FIELDS = 5;
    private static final int FIELD_BITS = 6;
    private static final int FIELD_MASK = (1 << FIELD_BITS) - 1;
    private static final int REGISTER = 4;
    /** {@code NFT_DATA_VALUE_MAXLEN}. */
    static final int MAX_LENGTH = 64;

    private final int number;
    private final int length;
    private final List<DataType> fields;

    private SetType(int number, int length, List<DataType> fields) {
        this.number = number;
        this.length = length;
        this.fields = fields;
    }

    /**
     * One type, or the concatenation of several.
     *
     * @throws IllegalArgumentException when there are none, more than five, or more than 64 bytes
     */
    public static SetType of(DataType... fields) {
        if (fields.length == 0 || fields.length > MAX_FIELDS) {
            throw new IllegalArgumentException("type of " + fields.length + " fields; give 1 to " + MAX_FIELDS);
        }
        int number = 0;
        for (DataType field : fields) {
            number = number << FIELD_BITS | field.number();
        }
        int length = length(List.of(fields));
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("type of " + length + " bytes; the registers end at " + MAX_LENGTH);
        }
        return new SetType(number, length, List.of(fields));
    }

    /** As the kernel reports it: fields stay empty where a number has no name here, or the length is another. */
    static SetType of(int number, int length) {
        List<DataType> fields = new ArrayList<>();
        for (int rest = number; rest != 0; rest >>>= FIELD_BITS) {
            Optional<DataType> field = DataType.of(rest & FIELD_MASK);
            if (field.isEmpty() || fields.size() == MAX_FIELDS) {
                return new SetType(number, length, List.of());
            }
            fields.add(0, field.get());
        }
        boolean known = length <= MAX_LENGTH && length(fields) == length;
        return new SetType(number, length, known ? List.copyOf(fields) : List.of());
    }

    /** Its fields in order; empty for a type from elsewhere that has no name here. */
    public List<DataType> fields() {
        return fields;
    }

    /** Bytes of a value, padding included. */
    public int length() {
        return length;
    }

    /** Begins a value. */
    public FieldWriter writer() {
        return new FieldWriter(this);
    }

    /**
     * Reads a value field by field.
     *
     * @throws IllegalArgumentException when it has another length
     */
    public FieldReader reader(byte[] value) {
        return new FieldReader(this, value);
    }

    /** nft's number for it. */
    int number() {
        return number;
    }

    boolean isConcatenation() {
        return fields.size() > 1 || fields.isEmpty() && number >>> FIELD_BITS != 0;
    }

    /** Where the field behind one that begins at the given offset begins. */
    int next(int offset, int field) {
        return offset + padded(fields.get(field).length());
    }

    private static int length(List<DataType> fields) {
        int length = 0;
        for (DataType field : fields) {
            length += fields.size() == 1 ? field.length() : padded(field.length());
        }
        return length;
    }

    private static int padded(int length) {
        return (length + REGISTER - 1) / REGISTER * REGISTER;
    }

    /** A value in nft's notation, {@code tcp . 8080}, or in hexadecimal for a type without a name. */
    String format(byte[] value) {
        if (fields.isEmpty() || value.length != length) {
            return "0x" + java.util.HexFormat.of().formatHex(value);
        }
        StringBuilder text = new StringBuilder();
        FieldReader reader = reader(value);
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : " . ").append(reader.text());
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SetType that && number == that.number && length == that.length;
    }

    @Override
    public int hashCode() {
        return 31 * number + length;
    }

    /** nft's notation, {@code inet_proto . inet_service}. */
    @Override
    public String toString() {
        if (fields.isEmpty()) {
            return "type " + Integer.toUnsignedString(number) + " of " + length + " bytes";
        }
        StringBuilder text = new StringBuilder(fields.get(0).toString());
        for (int i = 1; i < fields.size(); i++) {
            text.append(" . ").append(fields.get(i));
        }
        return text.toString();
    }
}
