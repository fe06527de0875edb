package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MessageWriter;
import java.util.List;

/** Elements are put into a set or map, or taken out; as many messages as they need, at 64 KiB of elements each. */
record ElementsOperation(Verb verb, NamedSet set, List<SetElement> elements) implements Operation {
    ElementsOperation {
        elements = List.copyOf(elements);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("no elements to " + verb + " in " + set);
        }
        for (int i = 0; i < elements.size(); i++) {
            check(verb, set, elements.get(i));
        }
    }

    private static void check(Verb verb, NamedSet set, SetElement element) {
        int length = element.rawKey().length;
        if (length != set.key().length()) {
            throw new IllegalArgumentException("key of " + length + " bytes for " + set + " of " + set.key().length());
        }
        if (element.rawKeyEnd().isPresent() && !set.hasConcatenatedIntervals()) {
            throw new IllegalArgumentException("a range for " + set + "; it has no flag interval or no concatenated key");
        }
        if (verb.makes() && element.rawData().isPresent() != set.data().isPresent()) {
            throw new IllegalArgumentException("element " + element + " for " + set + "; maps have data, sets have none");
        }
        if (element.rawData().isPresent() && element.rawData().get().length != set.data().map(SetType::length).orElse(0)) {
            throw new IllegalArgumentException("data of " + element.rawData().get().length + " bytes for " + set);
        }
    }

    @Override
    public void write(BatchWriter batch) {
        int next = 0;
        while (next < elements.size()) {
            MessageWriter writer = batch.begin(verb.makes() ? NftMessage.NEWSETELEM : NftMessage.DELSETELEM, verb.flags(),
                    set.table(), this, next);
            next = verb.makes() ? ElementCodec.write(writer, set, elements, next) : ElementCodec.writeKeys(writer, set, elements, next);
            writer.end();
        }
    }

    @Override
    public String describe(int element) {
        return verb + " element " + set.key().format(elements.get(element).rawKey()) + (verb.makes() ? " to " : " of ") + set;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder().append(verb).append(" element ").append(set.table().family()).append(' ')
                .append(set.table().name()).append(' ').append(set.name()).append(" { ");
        String separator = "";
        for (SetElement element : elements) {
            line.append(separator).append(verb.makes() ? element.format(set.key(), set.data().orElse(set.key()))
                    : element.formatKeys(set.key()));
            separator = ", ";
        }
        return line.append(" }").toString();
    }
}
