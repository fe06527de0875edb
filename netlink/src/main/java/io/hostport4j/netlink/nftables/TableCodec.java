package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.Optional;
import java.util.Set;

/** {@link Table} as attributes, {@code enum nft_table_attributes}. */
final class TableCodec {
    private static final int ATTR_NAME = 1;
    private static final int ATTR_FLAGS = 2;
    private static final int ATTR_USERDATA = 6;

    private TableCodec() {}

    static void writeName(MessageWriter writer, Table table) {
        writer.attributeString(ATTR_NAME, table.name());
    }

    static void write(MessageWriter writer, Table table) {
        writeName(writer, table);
        writer.attributeBe32(ATTR_FLAGS, TableFlag.bits(table.flags()));
        if (table.comment().isPresent()) {
            writer.attribute(ATTR_USERDATA, Userdata.comment(table.comment().get()));
        }
    }

    static Table parse(NetlinkMessage message) {
        Family family = Family.parse(NfnetlinkHeader.parse(message).family());
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        String name = "";
        Optional<String> comment = Optional.empty();
        Set<TableFlag> flags = Set.of();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_NAME -> name = attributes.string();
                case ATTR_FLAGS -> flags = TableFlag.parse(attributes.be32());
                case ATTR_USERDATA -> comment = Userdata.findComment(attributes.bytes(), Userdata.COMMENT);
                default -> { }
            }
        }
        try {
            return new Table(family, name, comment, flags);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("table: " + e.getMessage());
        }
    }
}
