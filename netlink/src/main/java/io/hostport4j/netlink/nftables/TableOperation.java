package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MessageWriter;

/** A table is made or deleted. */
record TableOperation(Verb verb, Table table) implements Operation {
    @Override
    public void write(BatchWriter batch) {
        MessageWriter writer = batch.begin(verb.makes() ? NftMessage.NEWTABLE : NftMessage.DELTABLE, verb.flags(), table, this, 0);
        if (verb.makes()) {
            TableCodec.write(writer, table);
        } else {
            TableCodec.writeName(writer, table);
        }
        writer.end();
    }

    @Override
    public String describe(int element) {
        return verb + " " + table;
    }

    @Override
    public String toString() {
        return verb + " table " + table.family() + " " + table.name()
                + (verb.makes() ? table.comment().map(text -> " { comment \"" + text + "\"; }").orElse("") : "");
    }
}
