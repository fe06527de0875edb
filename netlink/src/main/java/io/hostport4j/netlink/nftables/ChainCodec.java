package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.Attributes;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.Optional;

/** {@link Chain} as attributes, {@code enum nft_chain_attributes} and {@code enum nft_hook_attributes}. */
final class ChainCodec {
    private static final int ATTR_TABLE = 1;
    private static final int ATTR_NAME = 3;
    private static final int ATTR_HOOK = 4;
    private static final int ATTR_POLICY = 5;
    private static final int ATTR_TYPE = 7;
    private static final int ATTR_USERDATA = 12;
    private static final int HOOK_NUMBER = 1;
    private static final int HOOK_PRIORITY = 2;

    private ChainCodec() {}

    static void writeName(MessageWriter writer, Table table, String name) {
        writer.attributeString(ATTR_TABLE, table.name()).attributeString(ATTR_NAME, name);
    }

    static void write(MessageWriter writer, Chain chain) {
        writeName(writer, chain.table(), chain.name());
        if (chain.base().isPresent()) {
            BaseChain base = chain.base().get();
            writer.attributeString(ATTR_TYPE, base.type().toString()).attributeBe32(ATTR_POLICY, base.policy().number());
            int hook = writer.openNested(ATTR_HOOK);
            writer.attributeBe32(HOOK_NUMBER, base.hook().number()).attributeBe32(HOOK_PRIORITY, base.priority()).closeNested(hook);
        }
        if (chain.comment().isPresent()) {
            writer.attribute(ATTR_USERDATA, Userdata.comment(chain.comment().get()));
        }
    }

    /** Empty for a chain of another table. */
    static Optional<String> parseName(NetlinkMessage message, Table table) {
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        boolean ofTable = NfnetlinkHeader.parse(message).family() == table.family().number();
        Optional<String> name = Optional.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_TABLE -> ofTable &= attributes.string().equals(table.name());
                case ATTR_NAME -> name = Optional.of(attributes.string());
                default -> { }
            }
        }
        return ofTable ? name : Optional.empty();
    }

    static Chain parse(NetlinkMessage message) {
        Family family = Family.parse(NfnetlinkHeader.parse(message).family());
        Attributes attributes = message.attributes(NfnetlinkHeader.LENGTH);
        String table = "";
        String name = "";
        Optional<ChainType> type = Optional.empty();
        Optional<Policy> policy = Optional.empty();
        Optional<int[]> hook = Optional.empty();
        Optional<String> comment = Optional.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case ATTR_TABLE -> table = attributes.string();
                case ATTR_NAME -> name = attributes.string();
                case ATTR_TYPE -> type = Optional.of(ChainType.parse(attributes.string()));
                case ATTR_POLICY -> policy = Optional.of(Policy.parse(attributes.be32()));
                case ATTR_HOOK -> hook = Optional.of(numberAndPriority(attributes.nested()));
                case ATTR_USERDATA -> comment = Userdata.findComment(attributes.bytes(), Userdata.COMMENT);
                default -> { }
            }
        }
        Optional<BaseChain> base = Optional.empty();
        if (hook.isPresent() && type.isPresent()) {
            base = Optional.of(new BaseChain(type.get(), Hook.parse(hook.get()[0]), hook.get()[1], policy.orElse(Policy.ACCEPT)));
        }
        try {
            return new Chain(new Table(family, table), name, base, comment);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("chain: " + e.getMessage());
        }
    }

    private static int[] numberAndPriority(Attributes hook) {
        int[] values = new int[2];
        while (hook.next()) {
            switch (hook.type()) {
                case HOOK_NUMBER -> values[0] = hook.be32();
                case HOOK_PRIORITY -> values[1] = hook.be32();
                default -> { }
            }
        }
        return values;
    }
}
