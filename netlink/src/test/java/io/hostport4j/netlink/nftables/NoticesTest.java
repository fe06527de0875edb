package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is understood of the kernel's notices. */
class NoticesTest {
    private static final Table OURS = new Table(Family.INET, "hostport");
    private static final NamedSet ANY4 = NamedSet.map(OURS, "any4", SetType.of(DataType.INET_SERVICE), SetType.of(DataType.IPV4_ADDR));
    private static final int SEQUENCE = 7;

    private final Notices notices = new Notices(Set.of(OURS));
    private final MessageWriter writer = new MessageWriter();

    @Test
    void aNoticeOfAWatchedTableNamesIt() {
        add(NftMessage.DELTABLE, Family.INET.number(), "hostport");

        RulesetChange change = take();

        assertThat(change.touched()).containsExactly(OURS);
        assertThat(change.elsewhere()).isFalse();
    }

    @Test
    void aTableOfTheSameNameInAnotherFamilyIsAnother() {
        add(NftMessage.DELTABLE, Family.IP.number(), "hostport");

        RulesetChange change = take();

        assertThat(change.touched()).isEmpty();
        assertThat(change.elsewhere()).isTrue();
    }

    @Test
    void namesThatOnlyBeginAlikeAreOthers() {
        add(NftMessage.NEWRULE, Family.INET.number(), "hostport2");
        add(NftMessage.NEWRULE, Family.INET.number(), "hostpor");

        assertThat(take().touched()).isEmpty();
    }

    @Test
    void elementsThatAreTakenOutTellTheirComments() {
        writer.begin(NftMessage.DELSETELEM, 0, SEQUENCE);
        NfnetlinkHeader.write(writer, Family.INET.number(), 0);
        byte[] key = ANY4.key().writer().number(80).bytes();
        byte[] data = ANY4.data().orElseThrow().writer().octets(new byte[] {10, 0, 0, 2}).bytes();
        ElementCodec.write(writer, ANY4, List.of(SetElement.of(key, data).withComment("net/web/eth0")), 0);
        writer.end();

        RulesetChange change = take();

        assertThat(change.removed()).containsExactly("net/web/eth0");
        assertThat(change.refilled()).containsExactly(OURS);
        assertThat(change.touched()).isEmpty();
    }

    @Test
    void theLastGenerationCounts() {
        ScriptedKernel.generation(writer, SEQUENCE, 5);
        ScriptedKernel.generation(writer, SEQUENCE, 6);

        RulesetChange change = take();

        assertThat(change.generation()).hasValue(6);
        assertThat(change.touched()).isEmpty();
    }

    @Test
    void aGenerationAloneIsNoChange() {
        ScriptedKernel.generation(writer, SEQUENCE, 5);
        notices.add(writer.written());

        assertThat(notices.isEmpty()).isTrue();
    }

    @Test
    void whatWasTakenIsNotTakenAgain() {
        add(NftMessage.DELTABLE, Family.INET.number(), "hostport");
        take();

        assertThat(notices.isEmpty()).isTrue();
    }

    @Test
    void messagesOfOtherSubsystemsAreNone() {
        add(NftMessage.DELTABLE & 0xff, Family.INET.number(), "hostport");
        notices.add(writer.written());

        assertThat(notices.isEmpty()).isTrue();
    }

    @Test
    void bytesThatAreNoMessagesAreRefused() {
        ByteBuffer claimsTooMuch = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(0, 17);
        ByteBuffer tooFew = ByteBuffer.allocate(15).order(ByteOrder.nativeOrder());

        assertThatThrownBy(() -> notices.add(claimsTooMuch)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> notices.add(tooFew)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aNoticeThatIsCutIsOfAnotherTable() {
        ByteBuffer header = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder()).putInt(0, 20).putShort(4, (short) NftMessage.NEWRULE);
        notices.add(header);

        assertThat(notices.take().elsewhere()).isTrue();
    }

    private void add(int type, int family, String table) {
        writer.begin(type, 0, SEQUENCE);
        NfnetlinkHeader.write(writer, family, 0);
        writer.attributeString(1, table).end();
    }

    private RulesetChange take() {
        notices.add(writer.written());
        return notices.take();
    }
}
