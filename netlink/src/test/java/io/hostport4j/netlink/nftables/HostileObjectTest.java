package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.nfnetlink.Hex;
import io.hostport4j.netlink.nfnetlink.NfnetlinkHeader;
import io.hostport4j.netlink.wire.MalformedMessageException;
import io.hostport4j.netlink.wire.MessageWriter;
import io.hostport4j.netlink.wire.NetlinkMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bytes that no kernel sends are read as something, or end in {@link MalformedMessageException}. */
class HostileObjectTest {
    private static final int[] MUTATIONS = {0x00, 0x01, 0x03, 0x05, 0x0c, 0x7f, 0x80, 0xff};
    private static final Table TABLE = new Table(Family.INET, "t", Optional.of("comment"));
    private static final NamedSet RANGES = new NamedSet(TABLE, "s", SetType.of(DataType.IPV4_ADDR, DataType.INET_SERVICE),
            Optional.of(SetType.of(DataType.MARK)), Set.of(SetFlag.INTERVAL), List.of(), Optional.of("comment"));

    private final MessageWriter writer = new MessageWriter();

    @Test
    void tablesThatAreCutOrChangedEndInNothingElse() {
        TableCodec.write(header(), TABLE);
        assertNothingElse(TableCodec::parse);
    }

    @Test
    void chainsThatAreCutOrChangedEndInNothingElse() {
        BaseChain base = new BaseChain(ChainType.NAT, Hook.OUTPUT, 5, Policy.DROP);
        ChainCodec.write(header(), new Chain(TABLE, "c", Optional.of(base), Optional.of("comment")));
        assertNothingElse(ChainCodec::parse);
    }

    @Test
    void setsThatAreCutOrChangedEndInNothingElse() {
        SetCodec.write(header(), RANGES, 1);
        assertNothingElse(SetCodec::parse);
    }

    @Test
    void rulesThatAreCutOrChangedEndInNothingElse() {
        RuleCodec.write(header(), HostportTable.RULES.get(0).withComment("comment"));
        assertNothingElse(RuleCodec::parse);
    }

    @Test
    void elementsThatAreCutOrChangedEndInNothingElse() {
        SetElement element = SetElement.of(new byte[8], new byte[4]).withKeyEnd(new byte[8]).withComment("comment");
        ElementCodec.write(header(), RANGES, List.of(element, element), 0);
        assertNothingElse(message -> ElementCodec.parse(message, new ArrayList<>()));
    }

    @Test
    void generationsThatAreCutOrChangedEndInNothingElse() {
        header().attributeBe32(1, 5);
        assertNothingElse(GenerationCodec::parse);
    }

    @Test
    void notesOfOtherShapesHoldNoComment() {
        assertThat(Userdata.findComment(new byte[] {}, Userdata.COMMENT)).isEmpty();
        assertThat(Userdata.findComment(new byte[] {0}, Userdata.COMMENT)).isEmpty();
        assertThat(Userdata.findComment(new byte[] {0, 5, 'a'}, Userdata.COMMENT)).isEmpty();
        assertThat(Userdata.findComment(new byte[] {0, 1, 0}, Userdata.COMMENT)).isEmpty();
        assertThat(Userdata.findComment(new byte[] {1, 1, 9, 0, 2, 'a', 0}, Userdata.COMMENT)).contains("a");
        assertThat(Userdata.findComment(new byte[] {0, 2, 'a', 'b'}, Userdata.COMMENT)).contains("ab");
    }

    private MessageWriter header() {
        NfnetlinkHeader.write(writer, Family.INET.number(), 0);
        return writer;
    }

    private void assertNothingElse(Consumer<NetlinkMessage> parse) {
        byte[] bytes = Hex.written(writer);
        assertThat(readable(parse, bytes)).isTrue();
        for (int length = 0; length < bytes.length; length++) {
            readable(parse, Arrays.copyOf(bytes, length));
        }
        for (int at = 0; at < bytes.length; at++) {
            for (int mutation : MUTATIONS) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) mutation;
                readable(parse, changed);
            }
        }
    }

    /** Any other exception than the one fails the test. */
    private static boolean readable(Consumer<NetlinkMessage> parse, byte[] bytes) {
        try {
            parse.accept(new NetlinkMessage(0, 0, 1, ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder())));
            return true;
        } catch (MalformedMessageException e) {
            return false;
        }
    }
}
