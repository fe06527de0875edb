package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MessageWriter;

/** A chain is made or deleted, or loses all its rules. */
record ChainOperation(Verb verb, Chain chain) implements Operation {
    @Override
    public void write(BatchWriter batch) {
        switch (verb) {
            case ADD, CREATE -> {
                MessageWriter writer = batch.begin(NftMessage.NEWCHAIN, verb.flags(), chain.table(), this, 0);
                ChainCodec.write(writer, chain);
                writer.end();
            }
            case DELETE -> {
                MessageWriter writer = batch.begin(NftMessage.DELCHAIN, verb.flags(), chain.table(), this, 0);
                ChainCodec.writeName(writer, chain.table(), chain.name());
                writer.end();
            }
            case FLUSH -> {
                MessageWriter writer = batch.begin(NftMessage.DELRULE, verb.flags(), chain.table(), this, 0);
                RuleCodec.writeChain(writer, chain.table(), chain.name());
                writer.end();
            }
        }
    }

    @Override
    public String describe(int element) {
        return verb + " " + chain;
    }

    @Override
    public String toString() {
        String line = verb + " chain " + chain.table().family() + " " + chain.table().name() + " " + chain.name();
        if (!verb.makes() || chain.base().isEmpty() && chain.comment().isEmpty()) {
            return line;
        }
        return line + " { " + chain.base().map(base -> base + " ").orElse("")
                + chain.comment().map(text -> "comment \"" + text + "\"; ").orElse("") + "}";
    }
}
