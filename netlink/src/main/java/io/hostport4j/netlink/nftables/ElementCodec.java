package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** {@link SetElement} as attributes, {@code enum nft_set_elem_list_attributes} and {@code enum nft_set_elem_attributes}. */
final class ElementCodec {
    private static final int LIST_TABLE = 1;
    private static final int LIST_SET = 2;
    private static final int LIST_ELEMENTS = 3;
    private static final int LIST_ELEMENT = 1;
    private static final int ATTR_KEY = 1;
    private static final int ATTR_DATA = 2;
    private static final int ATTR_FLAGS = 3;
    private static final int ATTR_USERDATA = 6;
    private static final int ATTR_EXPR = 7;
    private static final int ATTR_KEY_END = 10;
    private static final int ATTR_EXPRESSIONS = 11;
    private static final int DATA_VALUE = 1;
    private static final int FLAG_INTERVAL_END = 1;
    /** More than the longest element has. */
    private static final int ELEMENT_ROOM = 1024;
    private static final int FULL = MessageWriter.ATTRIBUTE_MAX_LENGTH - ELEMENT_ROOM;

    private ElementCodec() {}

    static void writeSet(MessageWriter writer, NamedSet set) {
        writer.attributeString(LIST_TABLE, set.table().name()).attributeString(LIST_SET, set.name());
    }

    /**
     * Writes as many elements as one list attribute takes.
     *
     * @return the index of the first that is left for another message
     */
    static int write(MessageWriter writer, NamedSet set, List<SetElement> elements, int from) {
        writeSet(writer, set);
        int list = writer.openNested(LIST_ELEMENTS);
        int next = from;
        while (next < elements.size() && writer.length() - list < FULL) {
            SetElement element = elements.get(next++);
            int start = writer.openNested(LIST_ELEMENT);
            writeKeys(writer, element);
            if (element.rawData().isPresent()) {
                value(writer, ATTR_DATA, element.rawData().get());
            }
            if (element.comment().isPresent()) {
                writer.attribute(ATTR_USERDATA, Userdata.comment(element.comment().get()));
            }
            writeExpressions(writer, element.expressions(), ATTR_EXPR, ATTR_EXPRESSIONS);
            writer.closeNested(start);
        }
        writer.closeNested(list);
        return next;
    }

    /** {@link #write} without what the kernel does not look at when it deletes elements. */
    static int writeKeys(MessageWriter writer, NamedSet set, List<SetElement> elements, int from) {
        writeSet(writer, set);
        int list = writer.openNested(LIST_ELEMENTS);
        int next = from;
        while (next < elements.size() && writer.length() - list < FULL) {
            int start = writer.openNested(LIST_ELEMENT);
            writeKeys(writer, elements.get(next++));
            writer.closeNested(start);
        }
        writer.closeNested(list);
        return next;
    }

    /** Writes a key to be looked up. */
    static void writeKey(MessageWriter writer, NamedSet set, byte[] key) {
        writeSet(writer, set);
        int list = writer.openNested(LIST_ELEMENTS);
        int element = writer.openNested(LIST_ELEMENT);
        value(writer, ATTR_KEY, key);
        writer.closeNested(element).closeNested(list);
    }

    /** The attribute for a list came with Linux 5.11, that for a single one with 5.7. */
    static void writeExpressions(MessageWriter writer, List<Expression> expressions, int single, int list) {
        if (expressions.size() == 1) {
            Expression.write(writer, single, expressions.get(0));
        } else if (!expressions.isEmpty()) {
            int nested = writer.openNested(list);
            Expression.writeAll(writer, expressions);
            writer.closeNested(nested);
        }
    }

    private static void writeKeys(MessageWriter writer, SetElement element) {
        value(writer, ATTR_KEY, element.rawKey());
        if (element.rawKeyEnd().isPresent()) {
            value(writer, ATTR_KEY_END, element.rawKeyEnd().get());
        }
    }

    private static void value(MessageWriter writer, int type, byte[] bytes) {
        int nested = writer.openNested(type);
        writer.attribute(DATA_VALUE, bytes).closeNested(nested);
    }

    /** Adds the elements of one answer, which has as many as fit it. */
    static void parse(NetlinkMessage message, List<SetElement> elements) {
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        while (attributes.next()) {
            if (attributes.type() == LIST_ELEMENTS) {
                Attributes list = attributes.nested();
                while (list.next()) {
                    parse(list.nested(), elements);
                }
            }
        }
    }

    private static void parse(Attributes attributes, List<SetElement> elements) {
        byte[] key = null;
        Optional<byte[]> keyEnd = Optional.empty();
        Optional<byte[]> data = Optional.empty();
        List<Expression> expressions = List.of();
        Optional<String> comment = Optional.empty();
        int flags = 0;
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_KEY -> key = value(attributes.nested()).orElse(null);
                case ATTR_KEY_END -> keyEnd = value(attributes.nested());
                case ATTR_DATA -> data = value(attributes.nested());
                case ATTR_FLAGS -> flags = attributes.be32();
                case ATTR_EXPR -> expressions = List.of(Expression.parse(attributes.nested()));
                case ATTR_EXPRESSIONS -> expressions = Expression.parseAll(attributes.nested());
                case ATTR_USERDATA -> comment = Userdata.findComment(attributes.bytes(), Userdata.COMMENT);
                default -> { }
            }
        }
        // The element that catches all has no key, and the end of a range without concatenation is none by itself.
        if (key == null || (flags & FLAG_INTERVAL_END) != 0) {
            return;
        }
        try {
            elements.add(new SetElement(key, keyEnd, data, expressions, comment));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("set element: " + e.getMessage());
        }
    }

    private static Optional<byte[]> value(Attributes data) {
        while (data.next()) {
            if (data.type() == DATA_VALUE) {
                return Optional.of(data.bytes());
            }
        }
        return Optional.empty();
    }

    /**
     * Which element of a written message an offset lies in, counted in this message.
     *
     * @param batch all that was written
     * @param start where the message begins
     * @param offset the kernel's, from the message's first byte
     * @return 0 also when it lies in none
     */
    static int elementAt(ByteBuffer batch, int start, int offset) {
        int end = start + batch.getInt(start);
        int at = start + MessageWriter.HEADER_LENGTH + NfnetlinkHeader.LENGTH;
        while (at < end && (batch.getShort(at + 2) & 0x3fff) != LIST_ELEMENTS) {
            at += aligned(batch.getShort(at) & 0xffff);
        }
        at += MessageWriter.ATTRIBUTE_HEADER_LENGTH;
        int index = 0;
        while (at < end) {
            int next = at + aligned(batch.getShort(at) & 0xffff);
            if (start + offset < next) {
                return index;
            }
            at = next;
            index++;
        }
        return 0;
    }

    private static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
