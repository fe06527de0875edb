package io.hostport4j.netlink.socket;

import static io.hostport4j.netlink.socket.ConversationTest.assertFailure;
import static io.hostport4j.netlink.socket.KernelMessages.ack;
import static io.hostport4j.netlink.socket.KernelMessages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import org.junit.jupiter.api.Test;

/** The faults that google/nftables had in its batches over the years, by their numbers there. */
class BatchHistoryTest {
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEW_RULE = 0xa06;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final Conversation conversation = Conversation.open(kernel, NetlinkProtocol.NETFILTER);
    private final MessageWriter writer = new MessageWriter();

    /** Number 85: what was queued for a refused batch went out again with the next one. */
    @Test
    void aRefusedBatchIsNotSentAgainWithTheNextOne() {
        int refused = batch(1);
        kernel.onSend().datagram(refusal(refused, Errno.EINVAL));
        conversation.exchange(writer);
        int accepted = batch(1);
        kernel.onSend().datagram(ack(accepted));

        conversation.exchange(writer).orThrow("batch");

        assertThat(kernel.sent().get(1)).hasSameSizeAs(kernel.sent().get(0));
    }

    /** Number 170: on a lasting connection the errors of a batch were not reported. */
    @Test
    void everyBatchOfALastingConversationReportsItsOwnErrors() {
        for (int i = 0; i < 3; i++) {
            int first = batch(2);
            kernel.onSend().datagram(ack(first)).datagram(refusal(first + 1, Errno.EEXIST));

            Answers answers = conversation.exchange(writer);

            assertThat(answers.errors()).containsOnlyKeys(first + 1);
            assertThatThrownBy(() -> answers.orThrow("batch")).hasMessage("batch: exists already (EEXIST)");
        }
    }

    /** Number 239: an error left in the socket was taken for one of the next operation. */
    @Test
    void anErrorDoesNotLeakIntoTheNextOperation() {
        int refused = batch(3);
        kernel.onSend().datagram(refusal(refused, Errno.EINVAL)).datagram(refusal(refused + 1, Errno.ENOENT))
                .datagram(refusal(refused + 2, Errno.ENOENT));
        assertThat(conversation.exchange(writer).errors()).hasSize(3);
        assertThat(kernel.unread()).isZero();
        int accepted = batch(1);
        kernel.onSend().datagram(ack(accepted));

        assertThat(conversation.exchange(writer).errors()).isEmpty();
    }

    /** Number 242: without privileges the kernel answers once, and waiting for the other acknowledgements hung. */
    @Test
    void aBatchWithoutPrivilegesFailsAtOnce() {
        int first = batch(5);
        int begin = first - 1;
        kernel.onSend().datagram(refusal(begin, Errno.EPERM));

        Answers answers = conversation.exchange(writer);

        assertThatThrownBy(() -> answers.orThrow("batch")).hasMessage("batch: operation not permitted (EPERM)");
    }

    /** Numbers 235 and 350: the answers to a large batch overflowed the receive buffer. */
    @Test
    void lostAnswersAreAnErrorAndTheOthersAreReadAway() {
        int first = batch(3);
        kernel.onSend().datagram(ack(first)).failure(Errno.ENOBUFS).datagram(ack(first + 2));
        assertFailure(() -> conversation.exchange(writer), Errno.ENOBUFS, "receive");
        assertThat(kernel.unread()).isZero();
        int next = batch(1);
        kernel.onSend().datagram(ack(next));

        assertThat(conversation.exchange(writer).errors()).isEmpty();
    }

    /** Numbers 235 and 350 again: the answers can also be lost without a word. */
    @Test
    void answersLostWithoutAWordAreAnError() {
        int first = batch(3);
        kernel.onSend().datagram(ack(first));

        assertFailure(() -> conversation.exchange(writer), Errno.ENOBUFS, "receive, 2 requests without an answer");
    }

    /** The sequence number of the first rule; those of the others follow. */
    private int batch(int rules) {
        writer.clear();
        message(BATCH_BEGIN, 0);
        int first = message(NEW_RULE, NetlinkFlags.ACK | NetlinkFlags.CREATE);
        for (int i = 1; i < rules; i++) {
            message(NEW_RULE, NetlinkFlags.ACK | NetlinkFlags.CREATE);
        }
        message(BATCH_END, 0);
        return first;
    }

    private int message(int type, int flags) {
        int sequence = conversation.nextSequence();
        writer.begin(type, NetlinkFlags.REQUEST | flags, sequence).u32(0).end();
        return sequence;
    }
}
