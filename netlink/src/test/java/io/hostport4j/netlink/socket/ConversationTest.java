package io.hostport4j.netlink.socket;

import static io.hostport4j.netlink.socket.KernelMessages.ack;
import static io.hostport4j.netlink.socket.KernelMessages.done;
import static io.hostport4j.netlink.socket.KernelMessages.interruptedPart;
import static io.hostport4j.netlink.socket.KernelMessages.object;
import static io.hostport4j.netlink.socket.KernelMessages.part;
import static io.hostport4j.netlink.socket.KernelMessages.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.socket.ScriptedKernel.Call;
import io.hostport4j.netlink.wire.HexBytes;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a conversation makes of all that a kernel can say. */
class ConversationTest {
    private static final int TYPE = 0x20;
    private static final byte[] OBJECT = {1, 2, 3, 4};
    /** More than the receive buffer of a conversation. */
    private static final byte[] HUGE = new byte[70_000];

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final Conversation conversation = Conversation.open(kernel, NetlinkProtocol.ROUTE);
    private final MessageWriter writer = new MessageWriter();

    @Test
    void requestsAreSentInOneCallAndTheirAnswersComeBackBySequenceNumber() {
        int first = request(0);
        int second = request(0);
        kernel.onSend().datagram(object(TYPE, first, new byte[] {1, 0, 0, 0})).datagram(object(TYPE, second, new byte[] {2, 0, 0, 0}));

        Answers answers = conversation.exchange(writer);

        assertThat(kernel.sent()).containsExactly(HexBytes.written(writer));
        assertThat(answers.first(first).orElseThrow().payload().get(0)).isEqualTo((byte) 1);
        assertThat(answers.first(second).orElseThrow().payload().get(0)).isEqualTo((byte) 2);
        assertThat(answers.first(second + 1)).isEmpty();
    }

    @Test
    void sequenceNumbersAreNeverThatOfNotifications() {
        assertThat(conversation.nextSequence()).isEqualTo(1);
        assertThat(conversation.nextSequence()).isEqualTo(2);
    }

    @Test
    void aDumpInManyPartsIsReadToItsEnd() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(part(TYPE, dump, OBJECT), part(TYPE, dump, OBJECT)).datagram(part(TYPE, dump, OBJECT))
                .datagram(done(dump));

        Answers answers = conversation.exchange(writer).orThrow("dump");

        assertThat(answers.messages()).hasSize(3).allMatch(message -> message.type() == TYPE);
        assertThat(answers.interrupted()).isFalse();
    }

    @Test
    void answersOutliveTheDatagramsAfterThem() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(part(TYPE, dump, new byte[] {1, 1, 1, 1})).datagram(part(TYPE, dump, new byte[] {2, 2, 2, 2}))
                .datagram(done(dump));

        List<NetlinkMessage> messages = conversation.exchange(writer).messages();

        assertThat(HexBytes.bytes(messages.get(0).payload())).containsOnly(1);
        assertThat(HexBytes.bytes(messages.get(1).payload())).containsOnly(2);
    }

    @Test
    void anEmptyDumpHasNoMessages() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(done(dump));

        assertThat(conversation.exchange(writer).orThrow("dump").messages()).isEmpty();
    }

    @Test
    void aDumpWithoutItsEndIsAnError() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(part(TYPE, dump, OBJECT));

        assertFailure(() -> conversation.exchange(writer), Errno.ENOBUFS, "receive, 1 requests without an answer");
    }

    @Test
    void anInterruptedDumpIsRepeated() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(part(TYPE, dump, OBJECT)).datagram(interruptedPart(TYPE, dump, OBJECT)).datagram(done(dump));
        kernel.onSend().datagram(part(TYPE, dump, OBJECT)).datagram(done(dump));

        Answers answers = conversation.consistently(writer);

        assertThat(answers.messages()).hasSize(1);
        assertThat(kernel.sent()).hasSize(2);
        assertThat(kernel.sent().get(1)).isEqualTo(kernel.sent().get(0));
    }

    @Test
    void theEndOfADumpMayTellOfTheInterruption() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(interruptedPart(NetlinkTypes.DONE, dump, new byte[4]));

        assertThat(conversation.exchange(writer).interrupted()).isTrue();
    }

    @Test
    void changesForEverAreAnErrorInTheEnd() {
        int dump = request(NetlinkFlags.DUMP);
        for (int i = 0; i < 64; i++) {
            kernel.onSend().datagram(interruptedPart(TYPE, dump, OBJECT), done(dump));
        }

        assertFailure(() -> conversation.consistently(writer), Errno.EAGAIN, "dump, interrupted 64 times by changes");
    }

    @Test
    void aDumpThatFailsOnTheWaySaysSoAtItsEnd() {
        int dump = request(NetlinkFlags.DUMP);
        kernel.onSend().datagram(part(TYPE, dump, OBJECT)).datagram(done(dump, Errno.ENOENT, "no such protocol"));

        Answers answers = conversation.exchange(writer);

        assertThat(answers.errors().get(dump).errno()).isEqualTo(Errno.ENOENT.number());
        assertThatThrownBy(() -> answers.orThrow("list sockets"))
                .hasMessage("list sockets: no such object (ENOENT): kernel says \"no such protocol\"");
    }

    @Test
    void acknowledgementsAreNoMessages() {
        int first = request(NetlinkFlags.ACK);
        int second = request(NetlinkFlags.ACK);
        kernel.onSend().datagram(ack(first)).datagram(ack(second));

        Answers answers = conversation.exchange(writer).orThrow("change");

        assertThat(answers.messages()).isEmpty();
        assertThat(answers.errors()).isEmpty();
    }

    @Test
    void anAcknowledgementThatStaysOutIsAnError() {
        int first = request(NetlinkFlags.ACK);
        request(NetlinkFlags.ACK);
        kernel.onSend().datagram(ack(first));

        assertFailure(() -> conversation.exchange(writer), Errno.ENOBUFS, "receive, 1 requests without an answer");
    }

    @Test
    void aRefusalHasTheKernelsWordsTheOffsetAndTheSequenceNumber() {
        int request = request(NetlinkFlags.ACK);
        kernel.onSend().datagram(refusal(request, Errno.EEXIST, "Chain already there", 36));

        Answers answers = conversation.exchange(writer);

        assertThatThrownBy(() -> answers.orThrow("add chain")).isInstanceOfSatisfying(NetlinkException.class, e -> {
            assertThat(e).hasMessage("add chain: exists already (EEXIST): kernel says \"Chain already there\"");
            assertThat(e.operation()).isEqualTo("add chain");
            assertThat(e.errno()).isEqualTo(Errno.EEXIST);
            assertThat(e.errorNumber()).isEqualTo(17);
            assertThat(e.kernelText()).contains("Chain already there");
            assertThat(e.offset()).hasValue(36);
            assertThat(e.sequence()).isEqualTo(request);
        });
    }

    @Test
    void theFirstOfSeveralRefusalsIsThrownAndAllAreKept() {
        int first = request(NetlinkFlags.ACK);
        int second = request(NetlinkFlags.ACK);
        int third = request(NetlinkFlags.ACK);
        kernel.onSend().datagram(ack(first)).datagram(refusal(third, Errno.ENOENT)).datagram(refusal(second, Errno.EEXIST));

        Answers answers = conversation.exchange(writer);

        assertThat(answers.errors()).containsOnlyKeys(third, second);
        assertThatThrownBy(() -> answers.orThrow("batch")).hasMessage("batch: no such object (ENOENT)");
    }

    @Test
    void anUnlistedErrorNumberIsKept() {
        int request = request(0);
        kernel.onSend().datagram(KernelMessages.message(NetlinkTypes.ERROR, 0, request, HexBytes.of("""
                85 ff ff ff # -123
                10 00 00 00 20 00 01 00 01 00 00 00 00 00 00 00 # the request
                """)));

        Answers answers = conversation.exchange(writer);

        assertThatThrownBy(() -> answers.orThrow("try")).isInstanceOfSatisfying(NetlinkException.class, e -> {
            assertThat(e.errno()).isEqualTo(Errno.OTHER);
            assertThat(e.errorNumber()).isEqualTo(123);
        }).hasMessage("try: errno 123");
    }

    @Test
    void interruptedCallsAreRepeated() {
        int request = request(0);
        kernel.failing(Call.SEND, Errno.EINTR).failing(Call.SEND, Errno.EINTR);
        kernel.onSend().failure(Errno.EINTR).datagram(object(TYPE, request, OBJECT)).failure(Errno.EINTR);

        assertThat(conversation.exchange(writer).messages()).hasSize(1);
        assertThat(kernel.sent()).hasSize(1);
    }

    @Test
    void whatAnswersNoRequestIsLeftOut() {
        int request = request(0);
        kernel.onSend().datagram(object(TYPE, 0, OBJECT), object(TYPE, request + 1, OBJECT), object(NetlinkTypes.NOOP, request, OBJECT))
                .datagram(refusal(request + 1, Errno.EPERM)).datagram(object(TYPE, request, OBJECT));

        Answers answers = conversation.exchange(writer);

        assertThat(answers.messages()).hasSize(1);
        assertThat(answers.errors()).isEmpty();
    }

    @Test
    void aFailedSendLeavesTheConversationUsable() {
        int request = request(0);
        kernel.failing(Call.SEND, Errno.EMSGSIZE);
        kernel.onSend().datagram(object(TYPE, request, OBJECT));

        assertFailure(() -> conversation.exchange(writer), Errno.EMSGSIZE, "send");
        assertThat(conversation.exchange(writer).messages()).hasSize(1);
    }

    @Test
    void aTruncatedDatagramIsAnErrorAndTheRestIsReadAway() {
        int request = request(0);
        kernel.onSend().datagram(object(TYPE, request, HUGE)).datagram(object(TYPE, request, HUGE)).datagram(object(TYPE, request, OBJECT));

        assertFailure(() -> conversation.exchange(writer), Errno.EMSGSIZE, "receive 70016 bytes");
        assertThat(kernel.unread()).isZero();
    }

    @Test
    void aMalformedAnswerIsAnErrorAndTheRestIsReadAway() {
        int request = request(0);
        kernel.onSend().datagram(new byte[] {7}).datagram(object(TYPE, request, OBJECT));

        assertFailure(() -> conversation.exchange(writer), Errno.EBADMSG, "receive, 1 bytes behind the last message");
        assertThat(kernel.unread()).isZero();
    }

    @Test
    void anOverrunMessageIsAnErrorAndTheRestIsReadAway() {
        int request = request(0);
        kernel.onSend().datagram(object(NetlinkTypes.OVERRUN, request, OBJECT)).datagram(object(TYPE, request, OBJECT));

        assertFailure(() -> conversation.exchange(writer), Errno.ENOBUFS, "receive, data lost");
        assertThat(kernel.unread()).isZero();
    }

    @Test
    void aSocketThatFailsForEverIsGivenUp() {
        request(0);
        ScriptedKernel.Script script = kernel.onSend();
        for (int i = 0; i < 100; i++) {
            script.failure(Errno.EBADF);
        }

        assertFailure(() -> conversation.exchange(writer), Errno.EBADF, "receive");
    }

    private int request(int flags) {
        int sequence = conversation.nextSequence();
        writer.begin(TYPE, NetlinkFlags.REQUEST | flags, sequence).end();
        return sequence;
    }

    static void assertFailure(ThrowingCallable call, Errno errno, String operation) {
        assertThatThrownBy(call).isInstanceOfSatisfying(NetlinkException.class, e -> {
            assertThat(e.errno()).isEqualTo(errno);
            assertThat(e.operation()).isEqualTo(operation);
            assertThat(e.kernelText()).isEmpty();
            assertThat(e.sequence()).isZero();
        });
    }
}
