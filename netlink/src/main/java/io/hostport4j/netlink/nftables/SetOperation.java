package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Locale;
import java.util.TreeSet;

/** A set or map is made or deleted, or loses all its elements. */
record SetOperation(Verb verb, NamedSet set) implements Operation {
    @Override
    public void write(BatchWriter batch) {
        switch (verb) {
            case ADD, CREATE -> {
                MessageWriter writer = batch.begin(NftMessage.NEWSET, verb.flags(), set.table(), this, 0);
                SetCodec.write(writer, set, batch.nextSetId());
                writer.end();
            }
            case DELETE -> {
                MessageWriter writer = batch.begin(NftMessage.DELSET, verb.flags(), set.table(), this, 0);
                SetCodec.writeName(writer, set);
                writer.end();
            }
            case FLUSH -> {
                MessageWriter writer = batch.begin(NftMessage.DELSETELEM, verb.flags(), set.table(), this, 0);
                ElementCodec.writeSet(writer, set);
                writer.end();
            }
        }
    }

    @Override
    public String describe(int element) {
        return verb + " " + set;
    }

    @Override
    public String toString() {
        String line = verb + " " + set.kind() + " " + set.table().family() + " " + set.table().name() + " " + set.name();
        if (!verb.makes()) {
            return line;
        }
        StringBuilder text = new StringBuilder(line).append(" { type ").append(set.key());
        if (set.data().isPresent()) {
            text.append(" : ").append(set.data().get());
        }
        set.expressions().forEach(expression -> text.append("; ").append(expression.name()));
        String separator = "; flags ";
        for (SetFlag flag : new TreeSet<>(set.flags())) {
            text.append(separator).append(flag.name().toLowerCase(Locale.ROOT));
            separator = ",";
        }
        if (set.comment().isPresent()) {
            text.append("; comment \"").append(set.comment().get()).append('"');
        }
        return text.append("; }").toString();
    }
}
