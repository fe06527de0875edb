package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@link Rule} as attributes, {@code enum nft_rule_attributes}. */
final class RuleCodec {
    private static final int ATTR_TABLE = 1;
    private static final int ATTR_CHAIN = 2;
    private static final int ATTR_HANDLE = 3;
    private static final int ATTR_EXPRESSIONS = 4;
    private static final int ATTR_USERDATA = 7;

    private RuleCodec() {}

    static void writeTable(MessageWriter writer, Table table) {
        writer.attributeString(ATTR_TABLE, table.name());
    }

    static void writeChain(MessageWriter writer, Table table, String chain) {
        writeTable(writer, table);
        writer.attributeString(ATTR_CHAIN, chain);
    }

    static void writeHandle(MessageWriter writer, long handle) {
        writer.attributeBe64(ATTR_HANDLE, handle);
    }

    static void write(MessageWriter writer, Rule rule) {
        writeChain(writer, rule.table(), rule.chain());
        int expressions = writer.openNested(ATTR_EXPRESSIONS);
        Expression.writeAll(writer, rule.expressions());
        writer.closeNested(expressions);
        if (rule.comment().isPresent()) {
            writer.attribute(ATTR_USERDATA, Userdata.comment(rule.comment().get()));
        }
    }

    static Rule parse(NetlinkMessage message) {
        Family family = Family.parse(NfnetlinkHeader.parse(message).family());
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        String table = "";
        String chain = "";
        List<Expression> expressions = List.of();
        Optional<String> comment = Optional.empty();
        OptionalLong handle = OptionalLong.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_TABLE -> table = attributes.string();
                case ATTR_CHAIN -> chain = attributes.string();
                case ATTR_HANDLE -> handle = OptionalLong.of(attributes.be64());
                case ATTR_EXPRESSIONS -> expressions = Expression.parseAll(attributes.nested());
                case ATTR_USERDATA -> comment = Userdata.findComment(attributes.bytes(), Userdata.COMMENT);
                default -> { }
            }
        }
        try {
            return new Rule(new Table(family, table), chain, expressions, comment, handle);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("rule: " + e.getMessage());
        }
    }
}
