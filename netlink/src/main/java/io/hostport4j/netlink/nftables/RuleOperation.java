package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;

/** A rule is added behind the others of its chain, or deleted by its handle. */
record RuleOperation(Verb verb, Rule rule) implements Operation {
    @Override
    public void write(BatchWriter batch) {
        if (verb.makes()) {
            MessageWriter writer = batch.begin(NftMessage.NEWRULE, verb.flags() | NetlinkFlags.APPEND, rule.table(), this, 0);
            RuleCodec.write(writer, rule);
            writer.end();
        } else {
            MessageWriter writer = batch.begin(NftMessage.DELRULE, verb.flags(), rule.table(), this, 0);
            RuleCodec.writeChain(writer, rule.table(), rule.chain());
            RuleCodec.writeHandle(writer, rule.handle().orElseThrow());
            writer.end();
        }
    }

    @Override
    public String describe(int element) {
        return verb + " " + rule;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(verb).append(" rule ").append(rule.table().family()).append(' ')
                .append(rule.table().name()).append(' ').append(rule.chain());
        if (!verb.makes()) {
            return line.append(" handle ").append(rule.handle().orElseThrow()).toString();
        }
        for (Expression expression : rule.expressions()) {
            line.append(' ').append(expression);
        }
        return line.append(rule.comment().map(text -> " comment \"" + text + "\"").orElse("")).toString();
    }
}
