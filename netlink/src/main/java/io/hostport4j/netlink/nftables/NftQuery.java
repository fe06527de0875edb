package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.socket.Answers;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Several reads of one state of the rule set; each method returns the number by which {@link NftReply} gives its answer.
 *
 * <p>All single objects are asked for in one send. Lists follow one after the other, because a socket has one dump at a time. When
 * the rule set changed between the first and the last answer, all is read again.
 */
public final class NftQuery {
    /** As many answers as fit the smallest usual receive buffer: one takes up to 1 KiB of the kernel's 208. */
    private static final int PIPELINED = 128;
    private static final int TRIES = 64;

    private final Conversation conversation;
    private final MessageWriter writer;
    private final List<NftRequest> requests = new ArrayList<>();
    private final List<Integer> answerOfRequest = new ArrayList<>();
    private int answers;

    NftQuery(Conversation conversation, MessageWriter writer) {
        this.conversation = conversation;
        this.writer = writer;
    }

    /** Asks for a table. */
    public int table(Table table) {
        return ask(new NftRequest.OfTable(table));
    }

    /** Asks for a chain. */
    public int chain(Table table, String name) {
        return ask(new NftRequest.OfChain(table, Names.check("chain", name)));
    }

    /** Asks for the names of all chains of a table. */
    public int chains(Table table) {
        return ask(new NftRequest.OfChains(table));
    }

    /** Asks for the declarations of all sets and maps of a table. */
    public int sets(Table table) {
        return ask(new NftRequest.OfSets(table));
    }

    /** Asks how many elements a set or map has. */
    public int count(NamedSet set) {
        return ask(new NftRequest.OfSet(set));
    }

    /** Asks for all rules of a table, chain by chain. */
    public int rules(Table table) {
        return ask(new NftRequest.OfRules(table));
    }

    /** Asks for the rules of a chain, in their order. */
    public int rules(Table table, String chain) {
        return ask(new NftRequest.OfChainRules(table, Names.check("chain", chain)));
    }

    /** Asks for all elements of a set or map. */
    public int elements(NamedSet set) {
        return ask(new NftRequest.OfElements(set));
    }

    /**
     * Asks for the elements of keys; those that are there are answered, in the order of the keys.
     *
     * <p>Each key is asked for by itself: of a list of keys the kernel answers only those before the first one that is missing.
     *
     * @throws IllegalArgumentException when a key does not fit the set
     */
    public int elements(NamedSet set, List<byte[]> keys) {
        for (byte[] key : keys) {
            if (key.length != set.key().length()) {
                throw new IllegalArgumentException("key of " + key.length + " bytes for " + set + " of " + set.key().length());
            }
            requests.add(new NftRequest.OfElement(set, key));
            answerOfRequest.add(answers);
        }
        return answers++;
    }

    /**
     * Reads all that was asked for.
     *
     * @throws NetlinkException when the kernel refuses a read for another reason than that the object is not there; with ERESTART
     *     when the rule set changes on and on
     */
    public NftReply send() {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<NftReply> reply = attempt();
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        throw NetlinkException.ofRefusal("read the rule set, which changed " + TRIES + " times meanwhile",
                new ErrorMessage(Errno.ERESTART.number(), Optional.empty(), OptionalInt.empty()), 0);
    }

    /**
     * Reads all that was asked for, without making sure that nothing changed between the first answer and the last: a commit on
     * {@link NftReply#generation}, or another query of the same generation, is what makes sure. Lists are read as by {@link #send}.
     *
     * @throws NetlinkException as {@link #send}
     */
    public NftReply sendUnconfirmed() {
        if (requests.size() >= PIPELINED) {
            return send();
        }
        for (NftRequest request : requests) {
            if (request.isDump()) {
                return send();
            }
        }
        Attempt attempt = new Attempt();
        attempt.askGeneration();
        for (int i = 0; i < requests.size(); i++) {
            attempt.ask(i);
        }
        attempt.exchange();
        return attempt.reply().orElseGet(this::send);
    }

    private int ask(NftRequest request) {
        requests.add(request);
        answerOfRequest.add(answers);
        return answers++;
    }

    /** Empty when the rule set changed meanwhile. */
    private Optional<NftReply> attempt() {
        Attempt attempt = new Attempt();
        attempt.askGeneration();
        for (int i = 0; i < requests.size(); i++) {
            if (!requests.get(i).isDump()) {
                attempt.ask(i);
                if (attempt.asked >= PIPELINED) {
                    attempt.exchange();
                }
            }
        }
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).isDump()) {
                attempt.ask(i);
                attempt.exchange();
            }
        }
        attempt.askGeneration();
        attempt.exchange();
        return attempt.reply();
    }

    /** One reading of everything. */
    private final class Attempt {
        private final List<List<NetlinkMessage>> answers = new ArrayList<>();
        private final boolean[] missing = new boolean[NftQuery.this.answers];
        private final int[] sequences = new int[requests.size()];
        private final List<Integer> generationSequences = new ArrayList<>(2);
        private OptionalInt generation = OptionalInt.empty();
        private boolean moved;
        private int asked;
        private boolean dumping;
        private int matched;

        private Attempt() {
            writer.clear();
            for (int i = 0; i < missing.length; i++) {
                answers.add(new ArrayList<>());
            }
        }

        private void askGeneration() {
            int sequence = conversation.nextSequence();
            generationSequences.add(sequence);
            asked++;
            GenerationCodec.writeRequest(writer, sequence);
        }

        private void ask(int request) {
            sequences[request] = conversation.nextSequence();
            requests.get(request).write(writer, sequences[request]);
            dumping |= requests.get(request).isDump();
            asked++;
        }

        /** Empty when the rule set changed meanwhile. */
        private Optional<NftReply> reply() {
            return moved || generation.isEmpty() ? Optional.empty() : Optional.of(new NftReply(generation.getAsInt(), answers, missing));
        }

        private void exchange() {
            Answers all = dumping ? conversation.exchange(writer) : conversation.exchange(writer, asked);
            writer.clear();
            asked = 0;
            dumping = false;
            moved |= all.interrupted();
            for (NetlinkMessage message : all.messages()) {
                if (message.type() == NftMessage.NEWGEN) {
                    int now = GenerationCodec.parse(message);
                    moved |= generation.isPresent() && generation.getAsInt() != now;
                    generation = OptionalInt.of(now);
                } else {
                    answers.get(answerOfRequest.get(requestOf(message.sequence()))).add(message);
                }
            }
            for (var error : all.errors().entrySet()) {
                refused(error.getKey(), error.getValue());
            }
        }

        private void refused(int sequence, ErrorMessage refusal) {
            if (generationSequences.contains(sequence)) {
                throw NetlinkException.ofRefusal("read the generation", refusal, sequence);
            }
            int request = requestOf(sequence);
            if (Errno.of(refusal.errno()) != Errno.ENOENT) {
                throw NetlinkException.ofRefusal(requests.get(request).toString(), refusal, sequence);
            }
            missing[answerOfRequest.get(request)] = true;
        }

        /** Answers come in the order of the requests, so the search goes on where the last one ended. */
        private int requestOf(int sequence) {
            for (int i = 0; i < sequences.length; i++) {
                int request = (matched + i) % sequences.length;
                if (sequences[request] == sequence) {
                    matched = request;
                    return request;
                }
            }
            throw new MalformedMessageException("answer of number " + sequence + " to a request of another kind");
        }
    }
}
