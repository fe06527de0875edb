package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answers to an {@link NftQuery}, all of one state of the rule set; each is given by the number that the query returned.
 *
 * <p>Answers are decoded when they are asked for, and then {@link MalformedMessageException} says that one was not understood.
 */
public final class NftReply {
    private final int generation;
    private final List<List<NetlinkMessage>> answers;
    private final boolean[] missing;

    NftReply(int generation, List<List<NetlinkMessage>> answers, boolean[] missing) {
        this.generation = generation;
        this.answers = answers;
        this.missing = missing;
    }

    /** The number of the state that was read, for {@link Nftables#commit(NftTransaction, int)}. */
    public int generation() {
        return generation;
    }

    /** Whether the object, the table or set that was to be listed, or one of the keys was not there. */
    public boolean missing(int answer) {
        return missing[answer];
    }

    /** The table; empty when it is not there. */
    public Optional<Table> table(int answer) {
        List<NetlinkMessage> messages = messages(answer, NftMessage.NEWTABLE);
        return messages.isEmpty() ? Optional.empty() : Optional.of(TableCodec.parse(messages.get(0)));
    }

    /** The chain; empty when it is not there. */
    public Optional<Chain> chain(int answer) {
        List<NetlinkMessage> messages = messages(answer, NftMessage.NEWCHAIN);
        return messages.isEmpty() ? Optional.empty() : Optional.of(ChainCodec.parse(messages.get(0)));
    }

    /** The names of the chains of the table that was asked for, whether or not this library knows where they are hooked. */
    public List<String> chainNames(int answer, Table table) {
        List<String> names = new ArrayList<>();
        for (NetlinkMessage message : messages(answer, NftMessage.NEWCHAIN)) {
            ChainCodec.parseName(message, table).ifPresent(names::add);
        }
        return names;
    }

    /** The sets and maps; none when the table is not there. */
    public List<NamedSet> sets(int answer) {
        List<NamedSet> sets = new ArrayList<>();
        for (NetlinkMessage message : messages(answer, NftMessage.NEWSET)) {
            sets.add(SetCodec.parse(message));
        }
        return sets;
    }

    /**
     * How many elements a set has; empty when it is not there, and before Linux 6.16.
     *
     * <p>Never fewer than there are in the state that was read: what a transaction that goes on is about to add counts, and what it is
     * about to delete counts still ({@code set->nelems} in {@code net/netfilter/nf_tables_api.c}).
     */
    public OptionalInt count(int answer) {
        List<NetlinkMessage> messages = messages(answer, NftMessage.NEWSET);
        return messages.isEmpty() ? OptionalInt.empty() : SetCodec.parseCount(messages.get(0));
    }

    /** How many rules there are, also of expressions that this library does not know. */
    public int ruleCount(int answer) {
        return messages(answer, NftMessage.NEWRULE).size();
    }

    /** The rules in their order; none when the table or chain is not there. */
    public List<Rule> rules(int answer) {
        List<Rule> rules = new ArrayList<>();
        for (NetlinkMessage message : messages(answer, NftMessage.NEWRULE)) {
            rules.add(RuleCodec.parse(message));
        }
        return rules;
    }

    /** The elements; none when the set is not there. */
    public List<SetElement> elements(int answer) {
        List<SetElement> elements = new ArrayList<>();
        for (NetlinkMessage message : messages(answer, NftMessage.NEWSETELEM)) {
            ElementCodec.parse(message, elements);
        }
        return elements;
    }

    private List<NetlinkMessage> messages(int answer, int type) {
        List<NetlinkMessage> messages = answers.get(answer);
        if (!messages.isEmpty() && messages.get(0).type() != type) {
            throw new IllegalArgumentException("answer " + answer + " is of another kind; ask for it by the method of its request");
        }
        return messages;
    }
}
