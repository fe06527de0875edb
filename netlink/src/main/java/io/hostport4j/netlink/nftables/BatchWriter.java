package io.hostport4j.netlink.nftables;

import io.hostport4j.netlink.nfnetlink.Batch;
import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.nfnetlink.Subsystem;
import io.hostport4j.netlink.socket.Conversation;
import io.hostport4j.netlink.wire.ErrorMessage;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes the messages of a transaction, and remembers what each is for. */
final class BatchWriter {
    private final MessageWriter writer;
    private final Conversation conversation;
    private final int beginSequence;
    private int[] sequences = new int[8];
    private int[] starts = new int[8];
    private int[] firstElements = new int[8];
    private Operation[] operations = new Operation[8];
    private int count;
    private int sets;

    private BatchWriter(MessageWriter writer, Conversation conversation) {
        this.writer = writer;
        this.conversation = conversation;
        this.beginSequence = conversation.nextSequence();
    }

    /** Writes a whole batch into an emptied writer. */
    static BatchWriter write(MessageWriter writer, Conversation conversation, NftTransaction transaction, OptionalInt generation) {
        BatchWriter batch = writeUnended(writer, conversation, transaction, generation);
        Batch.end(writer, conversation.nextSequence(), Subsystem.NFTABLES);
        return batch;
    }

    /** Writes a batch that the kernel goes through and then takes back, for it does not end. */
    static BatchWriter writeUnended(MessageWriter writer, Conversation conversation, NftTransaction transaction, OptionalInt generation) {
        BatchWriter batch = new BatchWriter(writer, conversation);
        writer.clear();
        if (generation.isPresent()) {
            Batch.begin(writer, batch.beginSequence, Subsystem.NFTABLES, generation.getAsInt());
        } else {
            Batch.begin(writer, batch.beginSequence, Subsystem.NFTABLES);
        }
        for (int i = 0; i < transaction.operations().size(); i++) {
            transaction.operations().get(i).write(batch);
        }
        if (batch.count > 0) {
            // The kernel sends refusals and acknowledgements in the order of the messages, and acknowledges those that it then took
            // back too: only the last one's, with no refusal before it, says that all is done.
            writer.addFlags(batch.starts[batch.count - 1], NetlinkFlags.ACK);
        }
        return batch;
    }

    /** Begins a message; {@link MessageWriter#end} ends it. */
    MessageWriter begin(int type, int flags, Table table, Operation operation, int firstElement) {
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            firstElements = Arrays.copyOf(firstElements, count * 2);
            operations = Arrays.copyOf(operations, count * 2);
        }
        sequences[count] = conversation.nextSequence();
        starts[count] = writer.length();
        firstElements[count] = firstElement;
        operations[count] = operation;
        writer.begin(type, flags, sequences[count]);
        count++;
        NfnetlinkHeader.write(writer, table.family().number(), 0);
        return writer;
    }

    /** A number for a set that is new in this batch. */
    int nextSetId() {
        return ++sets;
    }

    int messages() {
        return count;
    }

    boolean isBegin(int sequence) {
        return sequence == beginSequence;
    }

    /** What the message of that number is for; only while the writer holds the batch. Empty when it is none of this batch. */
    Optional<String> describe(int sequence, ErrorMessage refusal) {
        for (int i = 0; i < count; i++) {
            if (sequences[i] == sequence) {
                int element = firstElements[i];
                if (operations[i] instanceof ElementsOperation && refusal.offset().isPresent()) {
                    ByteBuffer batch = writer.written();
                    element += ElementCodec.elementAt(batch, starts[i], refusal.offset().getAsInt());
                }
                return Optional.of(operations[i].describe(element));
            }
        }
        return Optional.empty();
    }
}
