package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@link NamedSet} as attributes, {@code enum nft_set_attributes}.
 *
 * <p>nft keeps the byte order of keys and data in notes of its own, and needs them to print marks and interface indexes right.
 */
final class SetCodec {
    private static final int ATTR_TABLE = 1;
    private static final int ATTR_NAME = 2;
    private static final int ATTR_FLAGS = 3;
    private static final int ATTR_KEY_TYPE = 4;
    private static final int ATTR_KEY_LEN = 5;
    private static final int ATTR_DATA_TYPE = 6;
    private static final int ATTR_DATA_LEN = 7;
    private static final int ATTR_DESC = 9;
    private static final int ATTR_ID = 10;
    private static final int ATTR_USERDATA = 13;
    private static final int ATTR_EXPR = 17;
    private static final int ATTR_EXPRESSIONS = 18;
    private static final int ATTR_COUNT = 20;
    private static final int DESC_CONCAT = 2;
    private static final int LIST_ELEMENT = 1;
    private static final int FIELD_LEN = 1;
    private static final int FLAG_MAP = 0x8;
    private static final int FLAG_CONCAT = 0x80;
    private static final int NOTE_KEY_ORDER = 0;
    private static final int NOTE_DATA_ORDER = 1;
    private static final int NOTE_DATA_INTERVAL = 6;
    private static final int ORDER_MIXED = 0;
    private static final int ORDER_HOST = 1;
    private static final int ORDER_BIG = 2;

    private SetCodec() {}

    static void writeTable(MessageWriter writer, Table table) {
        writer.attributeString(ATTR_TABLE, table.name());
    }

    static void writeName(MessageWriter writer, NamedSet set) {
        writeTable(writer, set.table());
        writer.attributeString(ATTR_NAME, set.name());
    }

    /** @param id by which messages of the same batch could name it; the kernel insists on one */
    static void write(MessageWriter writer, NamedSet set, int id) {
        writeName(writer, set);
        int flags = SetFlag.bits(set.flags()) | (set.data().isPresent() ? FLAG_MAP : 0)
                | (set.hasConcatenatedIntervals() ? FLAG_CONCAT : 0);
        writer.attributeBe32(ATTR_FLAGS, flags);
        writer.attributeBe32(ATTR_KEY_TYPE, set.key().number()).attributeBe32(ATTR_KEY_LEN, set.key().length());
        if (set.data().isPresent()) {
            writer.attributeBe32(ATTR_DATA_TYPE, set.data().get().number());
            writer.attributeBe32(ATTR_DATA_LEN, set.data().get().length());
        }
        writer.attributeBe32(ATTR_ID, id);
        if (set.hasConcatenatedIntervals()) {
            writeFieldLengths(writer, set.key());
        }
        writer.attribute(ATTR_USERDATA, notes(set));
        ElementCodec.writeExpressions(writer, set.expressions(), ATTR_EXPR, ATTR_EXPRESSIONS);
    }

    /** The kernel splits a concatenation into fields only for ranges, and only then wants to know their lengths. */
    private static void writeFieldLengths(MessageWriter writer, SetType key) {
        int description = writer.openNested(ATTR_DESC);
        int concatenation = writer.openNested(DESC_CONCAT);
        for (DataType field : key.fields()) {
            int element = writer.openNested(LIST_ELEMENT);
            writer.attributeBe32(FIELD_LEN, field.length()).closeNested(element);
        }
        writer.closeNested(concatenation).closeNested(description);
    }

    private static byte[] notes(NamedSet set) {
        byte[] notes = Userdata.number(new byte[0], NOTE_KEY_ORDER, order(set.key()));
        if (set.data().isPresent()) {
            notes = Userdata.number(notes, NOTE_DATA_ORDER, order(set.data().get()));
            notes = Userdata.number(notes, NOTE_DATA_INTERVAL, 0);
        }
        return set.comment().isPresent() ? Userdata.comment(notes, Userdata.SET_COMMENT, set.comment().get()) : notes;
    }

    private static int order(SetType type) {
        if (type.fields().size() != 1) {
            return ORDER_MIXED;
        }
        return type.fields().get(0).order() == ByteOrder.BIG_ENDIAN ? ORDER_BIG : ORDER_HOST;
    }

    /** How many elements there are; empty before Linux 6.16. */
    static OptionalInt parseCount(NetlinkMessage message) {
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        while (attributes.next()) {
            if (attributes.type() == ATTR_COUNT) {
                return OptionalInt.of(attributes.be32());
            }
        }
        return OptionalInt.empty();
    }

    static NamedSet parse(NetlinkMessage message) {
        Family family = Family.parse(NfnetlinkHeader.parse(message).family());
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        String table = "";
        String name = "";
        int flags = 0;
        int[] type = new int[ATTR_DATA_LEN + 1];
        List<Expression> expressions = List.of();
        Optional<String> comment = Optional.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_TABLE -> table = attributes.string();
                case ATTR_NAME -> name = attributes.string();
                case ATTR_FLAGS -> flags = attributes.be32();
                case ATTR_KEY_TYPE, ATTR_KEY_LEN, ATTR_DATA_TYPE, ATTR_DATA_LEN -> type[attributes.type()] = attributes.be32();
                case ATTR_USERDATA -> comment = Userdata.findComment(attributes.bytes(), Userdata.SET_COMMENT);
                case ATTR_EXPR -> expressions = List.of(Expression.parse(attributes.nested()));
                case ATTR_EXPRESSIONS -> expressions = Expression.parseAll(attributes.nested());
                default -> { }
            }
        }
        Optional<SetType> data = (flags & FLAG_MAP) != 0
                ? Optional.of(SetType.of(type[ATTR_DATA_TYPE], type[ATTR_DATA_LEN])) : Optional.empty();
        try {
            return new NamedSet(new Table(family, table), name, SetType.of(type[ATTR_KEY_TYPE], type[ATTR_KEY_LEN]), data,
                    SetFlag.parse(flags), expressions, comment);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("set: " + e.getMessage());
        }
    }
}
