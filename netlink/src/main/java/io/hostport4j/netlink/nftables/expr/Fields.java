package io.hostport4j.netlink.nftables.expr;

import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The attributes of one expression, each by its type. */
final class Fields {
    static final int LIST_ELEMENT = 1;
    static final int EXPRESSION_NAME = 1;
    static final int EXPRESSION_DATA = 2;
    static final int DATA_VALUE = 1;
    static final int DATA_VERDICT = 2;

    /** Attribute types that any of our expressions has are below it. */
    private static final int TYPES = 16;

    private final byte[] raw;
    private final byte[][] values = new byte[TYPES][];
    private int present;
    private boolean foreign;

    private Fields(byte[] raw) {
        this.raw = raw;
    }

    static Fields none() {
        return new Fields(new byte[0]);
    }

    /** Of the attribute at which the reader stands. */
    static Fields of(Attributes expressionData) {
        Fields fields = new Fields(expressionData.bytes());
        Attributes each = expressionData.nested();
        while (each.next()) {
            if (each.type() < TYPES) {
                fields.values[each.type()] = each.bytes();
                fields.present |= 1 << each.type();
            } else {
                fields.foreign = true;
            }
        }
        return fields;
    }

    byte[] raw() {
        return raw;
    }

    boolean has(int type) {
        return values[type] != null;
    }

    /** Whether all of the required attributes are there, and no other ones than required and optional. */
    boolean only(int required, int optional) {
        return !foreign && (present & required) == required && (present & ~(required | optional)) == 0;
    }

    static int mask(int... types) {
        int mask = 0;
        for (int type : types) {
            mask |= 1 << type;
        }
        return mask;
    }

    int u8(int type) {
        return sized(type, Byte.BYTES)[0] & 0xff;
    }

    int be32(int type) {
        return ByteBuffer.wrap(sized(type, Integer.BYTES)).getInt();
    }

    long be64(int type) {
        return ByteBuffer.wrap(sized(type, Long.BYTES)).getLong();
    }

    int register(int type) {
        return Register.parse(be32(type));
    }

    int dataRegister(int type) {
        return Register.parseData(be32(type));
    }

    /** Text up to its NUL. */
    String string(int type) {
        int length = 0;
        while (length < values[type].length && values[type][length] != 0) {
            length++;
        }
        return new String(values[type], 0, length, StandardCharsets.UTF_8);
    }

    Attributes nested(int type) {
        return new Attributes(ByteBuffer.wrap(values[type]).order(ByteOrder.nativeOrder()));
    }

    /** The bytes of a nested {@code NFTA_DATA_VALUE}. */
    byte[] data(int type) {
        Attributes data = nested(type);
        while (data.next()) {
            if (data.type() == DATA_VALUE) {
                return Values.parsed(data.bytes());
            }
        }
        throw new MalformedMessageException("data of an expression without a value");
    }

    private byte[] sized(int type, int length) {
        if (values[type].length != length) {
            throw new MalformedMessageException("attribute " + type + " of an expression has " + values[type].length
                    + " bytes instead of " + length);
        }
        return values[type];
    }
}
