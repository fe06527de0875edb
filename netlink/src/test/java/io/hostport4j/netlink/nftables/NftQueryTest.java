package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkFlags;
import io.hostport4j.netlink.wire.NetlinkMessage;
import io.hostport4j.netlink.wire.NetlinkTypes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How reads are sent, and when they are repeated. */
class NftQueryTest {
    private static final Table TABLE = new Table(Family.INET, "t");
    private static final NamedSet SET = NamedSet.set(TABLE, "s", SetType.of(DataType.INET_SERVICE));

    private final Queue<Integer> generations = new ArrayDeque<>();

    @Test
    void singleObjectsAreAskedForInOneSendBetweenTwoGenerations() {
        ScriptedKernel kernel = new ScriptedKernel(this::answer);

        NftQuery query = query(kernel, 5, 5);
        query.table(TABLE);
        query.chain(TABLE, "c");
        query.elements(SET, List.of(new byte[] {0, 80}, new byte[] {0, 81}));
        NftReply reply = query.send();

        assertThat(kernel.sent).hasSize(1);
        assertThat(kernel.sent.get(0)).extracting(NetlinkMessage::type).containsExactly(NftMessage.GETGEN, NftMessage.GETTABLE,
                NftMessage.GETCHAIN, NftMessage.GETSETELEM, NftMessage.GETSETELEM, NftMessage.GETGEN);
        assertThat(reply.generation()).isEqualTo(5);
    }

    @Test
    void aKernelThatDoesNotCountElementsIsReadAllTheSame() {
        NftQuery query = query(new ScriptedKernel((request, answer) -> {
            if (request.type() == NftMessage.GETSET) {
                answer.begin(NftMessage.NEWSET, 0, request.sequence());
                NfnetlinkHeader.write(answer, Family.INET.number(), 5);
                SetCodec.write(answer, SET, 1);
                answer.end();
            } else {
                answer(request, answer);
            }
        }), 5, 5);
        int count = query.count(SET);
        NftReply reply = query.send();

        assertThat(reply.count(count)).isEmpty();
        assertThat(reply.sets(count)).containsExactly(SET);
    }

    @Test
    void listsAreAskedForOneAfterTheOther() {
        ScriptedKernel kernel = new ScriptedKernel(this::answer);

        NftQuery query = query(kernel, 5, 5);
        query.rules(TABLE);
        query.table(TABLE);
        query.sets(TABLE);
        query.send();

        assertThat(kernel.sent).extracting(send -> send.stream().map(NetlinkMessage::type).toList()).containsExactly(
                List.of(NftMessage.GETGEN, NftMessage.GETTABLE, NftMessage.GETRULE),
                List.of(NftMessage.GETSET),
                List.of(NftMessage.GETGEN));
    }

    @Test
    void allIsReadAgainWhenTheRuleSetChangedMeanwhile() {
        ScriptedKernel kernel = new ScriptedKernel(this::answer);

        NftQuery query = query(kernel, 5, 6, 6, 6);
        int table = query.table(TABLE);
        NftReply reply = query.send();

        assertThat(kernel.sent).hasSize(2);
        assertThat(reply.generation()).isEqualTo(6);
        assertThat(reply.table(table)).contains(TABLE);
    }

    @Test
    void readingIsGivenUpWhenTheRuleSetNeverRests() {
        ScriptedKernel kernel = new ScriptedKernel((request, answer) ->
                ScriptedKernel.generation(answer, request.sequence(), request.sequence()));

        Nftables nftables = Nftables.open(kernel);

        assertThat(catchThrowableOfType(NetlinkException.class, nftables::generation)).hasMessage(
                "read the rule set, which changed 64 times meanwhile: the rule set changed meanwhile (ERESTART)");
    }

    @Test
    void aListThatWasInterruptedIsReadAgain() {
        int[] lists = {0};
        ScriptedKernel kernel = new ScriptedKernel((request, answer) -> {
            if (request.type() == NftMessage.GETSET) {
                int interrupted = lists[0]++ == 0 ? NetlinkFlags.DUMP_INTERRUPTED : 0;
                answer.begin(NetlinkTypes.DONE, NetlinkFlags.MULTI | interrupted, request.sequence()).u32(0).end();
            } else {
                answer(request, answer);
            }
        });

        NftQuery query = query(kernel, 5, 5, 5, 5);
        int sets = query.sets(TABLE);

        assertThat(query.send().sets(sets)).isEmpty();
        assertThat(lists[0]).isEqualTo(2);
    }

    @Test
    void manyKeysAreAskedForInPortionsThatTheReceiveBufferTakes() {
        ScriptedKernel kernel = new ScriptedKernel(this::answer);

        NftQuery query = query(kernel, 5, 5);
        query.elements(SET, Collections.nCopies(300, new byte[] {0, 80}));
        query.send();

        assertThat(kernel.sent).extracting(List::size).containsExactly(128, 128, 46);
    }

    @Test
    void whoMayNotReadIsToldSo() {
        ScriptedKernel kernel = new ScriptedKernel(NftQueryTest::refuse);

        Nftables nftables = Nftables.open(kernel);

        assertThat(catchThrowableOfType(NetlinkException.class, nftables::generation))
                .hasMessage("read the generation: operation not permitted (EPERM)");
    }

    @Test
    void aRefusalNamesWhatWasRead() {
        ScriptedKernel kernel = new ScriptedKernel((request, answer) -> {
            if (request.type() == NftMessage.GETCHAIN) {
                refuse(request, answer);
            } else {
                answer(request, answer);
            }
        });

        NftQuery query = query(kernel, 5, 5);
        query.table(TABLE);
        query.chain(TABLE, "c");

        assertThat(catchThrowableOfType(NetlinkException.class, query::send))
                .hasMessage("read chain c of table inet t: operation not permitted (EPERM)");
    }

    @Test
    void answersThatAnEarlierFailureLeftBehindAreIgnored() {
        ScriptedKernel kernel = new ScriptedKernel((request, answer) -> {
            if (request.type() == NftMessage.GETTABLE) {
                answer.begin(NftMessage.NEWTABLE, 0, 4711);
                NfnetlinkHeader.write(answer, Family.IP.number(), 0);
                answer.attributeString(1, "stale").end();
            }
            answer(request, answer);
        });

        NftQuery query = query(kernel, 5, 5);
        int table = query.table(TABLE);

        assertThat(query.send().table(table)).contains(TABLE);
    }

    private NftQuery query(ScriptedKernel kernel, Integer... reported) {
        generations.addAll(List.of(reported));
        return Nftables.open(kernel).query();
    }

    private static void refuse(NetlinkMessage request, MessageWriter answer) {
        answer.begin(NetlinkTypes.ERROR, 0, request.sequence()).u32(-Errno.EPERM.number())
                .u32(0).u32(0).u32(request.sequence()).u32(0).end();
    }

    /** As a kernel that has nothing but the table. */
    private void answer(NetlinkMessage request, MessageWriter answer) {
        if (request.type() == NftMessage.GETGEN) {
            ScriptedKernel.generation(answer, request.sequence(), generations.remove());
        } else if (request.type() == NftMessage.GETTABLE) {
            answer.begin(NftMessage.NEWTABLE, 0, request.sequence());
            NfnetlinkHeader.write(answer, TABLE.family().number(), 0);
            TableCodec.write(answer, TABLE);
            answer.end();
        } else if (request.has(NetlinkFlags.DUMP)) {
            answer.begin(NetlinkTypes.DONE, NetlinkFlags.MULTI, request.sequence()).u32(0).end();
        }
    }
}
