package io.hostport4j.netlink.wire;

import static io.hostport4j.netlink.wire.HexBytes.buffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetlinkMessageTest {
    private static final String TWO_MESSAGES = """
            19 00 00 00 # nlmsg_len: 25
            10 00       # nlmsg_type: 16
            02 00       # nlmsg_flags: MULTI
            07 00 00 00 # nlmsg_seq
            39 05 00 00 # nlmsg_pid
            0a 00 01 00 # family header
            05 00 03 00 # attribute 3 of one byte
            2a 00 00 00 # its payload; the message ends behind the first byte
            14 00 00 00 # nlmsg_len: 20
            03 00       # nlmsg_type: DONE
            02 00       # nlmsg_flags: MULTI
            07 00 00 00 # nlmsg_seq
            39 05 00 00 # nlmsg_pid
            00 00 00 00 # status
            """;

    @Test
    void aDatagramIsCutIntoItsMessages() {
        List<NetlinkMessage> messages = NetlinkMessage.parse(buffer(HexBytes.of(TWO_MESSAGES)));

        assertThat(messages).extracting(NetlinkMessage::type).containsExactly(16, NetlinkTypes.DONE);
        assertThat(messages).extracting(NetlinkMessage::sequence).containsExactly(7, 7);
        assertThat(messages).allMatch(message -> message.has(NetlinkFlags.MULTI));
        assertThat(messages).extracting(message -> message.payload().remaining()).containsExactly(9, 4);
    }

    @Test
    void attributesBeginBehindTheFamilyHeader() {
        Attributes attributes = NetlinkMessage.parse(buffer(HexBytes.of(TWO_MESSAGES))).get(0).attributes(4);

        assertThat(attributes.next()).isTrue();
        assertThat(attributes.type()).isEqualTo(3);
        assertThat(attributes.u8()).isEqualTo(0x2a);
        assertThat(attributes.next()).isFalse();
    }

    @Test
    void aFlagIsSetOnlyWhenAllItsBitsAre() {
        NetlinkMessage message = new NetlinkMessage(1, 0x100, 1, buffer(new byte[0]));

        assertThat(message.has(NetlinkFlags.DUMP)).isFalse();
        assertThat(message.has(0x100)).isTrue();
    }

    @Test
    void anEmptyDatagramHasNoMessages() {
        assertThat(NetlinkMessage.parse(buffer(new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 15, 17, 0x7fffffff, -1, Integer.MIN_VALUE})
    void aLengthThatCannotBeIsRefused(int length) {
        byte[] bytes = new byte[16];
        buffer(bytes).putInt(0, length);

        assertThatThrownBy(() -> NetlinkMessage.parse(buffer(bytes))).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void bytesBehindTheLastMessageAreRefused() {
        byte[] bytes = HexBytes.of("10 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00  ff");

        assertThatThrownBy(() -> NetlinkMessage.parse(buffer(bytes))).isInstanceOf(MalformedMessageException.class)
                .hasMessage("1 bytes behind the last message");
    }

    @Test
    void aFamilyHeaderLongerThanThePayloadIsRefused() {
        NetlinkMessage message = new NetlinkMessage(1, 0, 1, buffer(new byte[3]));

        assertThatThrownBy(() -> message.attributes(4)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        Consumer<byte[]> attributes = bytes -> NetlinkMessage.parse(buffer(bytes)).forEach(m -> AttributesTest.readAll(m.attributes(4)));

        HostileBytes.tryOn(HexBytes.of(TWO_MESSAGES), attributes);
        HostileBytes.tryRandom(attributes);
    }
}
