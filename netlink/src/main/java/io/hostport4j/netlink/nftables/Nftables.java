package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.socket.Answers;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.socket.NetlinkProtocol;
import io.hostport4j.netlink.socket.NetlinkSocket;
import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MessageWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * nf_tables of the network namespace of the thread that opened it.
 *
 * <p>Needs CAP_NET_ADMIN there, for reading too. Not thread-safe.
 */
public final class Nftables implements AutoCloseable {
    /** A batch up to here fits the send buffer of any usual system, which is 208 KiB. */
    private static final int FIRST_SEND_ROOM = 64 * 1024;
    /** Refusals up to here fit the receive buffer of any usual system. */
    private static final int FIRST_REFUSALS = 128;
    /** What one refusal takes of the kernel's receive buffer, bookkeeping included. */
    private static final int REFUSAL_ROOM = 1024;

    /** Holds any answer about a single object. Every open has to make this room, and few use it. */
    private static final int BESIDE_CAPACITY = 8 * 1024;

    private final Conversation conversation;
    private final FirstPiece firstPiece;
    private final Conversation beside;
    private final MessageWriter writer = new MessageWriter();
    private final MessageWriter besideWriter = new MessageWriter();
    private int sendRoom = FIRST_SEND_ROOM;
    private int refusals = FIRST_REFUSALS;

    private Nftables(Conversation conversation, FirstPiece firstPiece, Conversation beside) {
        this.conversation = conversation;
        this.firstPiece = firstPiece;
        this.beside = beside;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public static Nftables open(Syscalls syscalls) {
        Conversation conversation = Conversation.open(syscalls, NetlinkProtocol.NETFILTER);
        try {
            FirstPiece firstPiece = FirstPiece.open(syscalls);
            try {
                return new Nftables(conversation, firstPiece,
                        new Conversation(NetlinkSocket.open(syscalls, NetlinkProtocol.NETFILTER, BESIDE_CAPACITY)));
            } catch (RuntimeException e) {
                firstPiece.close();
                throw e;
            }
        } catch (RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    /**
     * Carries a transaction out.
     *
     * @throws NetlinkException when the kernel refuses it, with the operation that it refused; then nothing has changed
     */
    public void commit(NftTransaction transaction) {
        commit(transaction, OptionalInt.empty());
    }

    /**
     * Carries a transaction out if the rule set is still in the given state.
     *
     * @param generation of {@link NftReply#generation} or {@link #generation}
     * @throws NetlinkException with errno ERESTART when the rule set has changed since, else as {@link #commit(NftTransaction)};
     *     then nothing has changed
     */
    public void commit(NftTransaction transaction, int generation) {
        commit(transaction, OptionalInt.of(generation));
    }

    /**
     * Has the kernel go through a transaction, as far as it does before it commits, and take all of it back: nothing changes.
     *
     * @param generation as for {@link #commit(NftTransaction, int)}
     * @throws NetlinkException as {@link #commit(NftTransaction, int)}, but for what only a commit finds out
     */
    public void rehearse(NftTransaction transaction, int generation) {
        exchange(BatchWriter.writeUnended(writer, conversation, transaction, OptionalInt.of(generation)), OptionalInt.of(generation));
    }

    /**
     * The number of the rule set's state; it changes with every transaction of anyone.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public int generation() {
        return query().send().generation();
    }

    /** Begins a read, which may be sent more than once. */
    public NftQuery query() {
        return new NftQuery(conversation, writer);
    }

    /**
     * As {@link #query}, on a socket of its own: another thread may send it meanwhile, one at a time. For elements by their keys; lists come in
     * smaller pieces.
     */
    public NftQuery queryBeside() {
        return new NftQuery(beside, besideWriter);
    }

    /**
     * The elements that a listing of a set or map begins with; none when it is not there.
     *
     * <p>A piece is about 4 KiB, some 60 elements; a set of any size costs no more.
     *
     * @throws NetlinkException when the kernel refuses
     */
    public Beginning beginning(NamedSet set) {
        return firstPiece.of(set, writer.clear(), conversation.nextSequence());
    }

    @Override
    public void close() {
        beside.close();
        firstPiece.close();
        conversation.close();
    }

    private void commit(NftTransaction transaction, OptionalInt generation) {
        exchange(BatchWriter.write(writer, conversation, transaction, generation), generation);
    }

    private void exchange(BatchWriter batch, OptionalInt generation) {
        makeRoom(batch);
        // The acknowledgement of the last message, when it is the first answer, says that all is done.
        Answers answers = conversation.exchange(writer, 1);
        for (Map.Entry<Integer, ErrorMessage> error : answers.errors().entrySet()) {
            int sequence = error.getKey();
            Optional<String> operation = batch.isBegin(sequence)
                    ? Optional.of(generation.isPresent() ? "commit on generation " + Integer.toUnsignedString(generation.getAsInt()) : "commit")
                    : batch.describe(sequence, error.getValue());
            // The first refusal is the cause; those behind it can be its consequences.
            if (operation.isPresent()) {
                throw NetlinkException.ofRefusal(operation.get(), error.getValue(), sequence);
            }
        }
    }

    /** A batch is one send, and all its refusals wait before the first is read. */
    private void makeRoom(BatchWriter batch) {
        if (writer.length() > sendRoom) {
            sendRoom = writer.length();
            conversation.sendRoom(sendRoom);
        }
        if (batch.messages() > refusals) {
            refusals = batch.messages();
            conversation.receiveRoom(refusals * REFUSAL_ROOM);
        }
    }
}
