package io.hostport4j.netlink.wire;

import static io.hostport4j.netlink.wire.HexBytes.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
    private final MessageWriter writer = new MessageWriter();

    @Test
    void aMessageIsItsHeaderAndItsPayload() {
        writer.begin(26, NetlinkFlags.REQUEST | NetlinkFlags.DUMP, 7).u8(2).u8(0x80).u16(0x0102).be16(0x0102).bytes(new byte[] {9, 8})
                .u32(0x01020304).end();

        assertThat(written(writer)).isEqualTo(HexBytes.of("""
                1c 00 00 00 # nlmsg_len: 28
                1a 00       # nlmsg_type: 26
                01 03       # nlmsg_flags: REQUEST | DUMP
                07 00 00 00 # nlmsg_seq
                00 00 00 00 # nlmsg_pid: the kernel fills it in
                02          # u8
                80          # u8
                02 01       # u16
                01 02       # be16
                09 08       # bytes
                04 03 02 01 # u32
                """));
    }

    @Test
    void numbersInAttributesHaveTheirOwnByteOrder() {
        begin().attributeU8(1, 0xff).attributeU16(2, 0x0102).attributeBe16(3, 0x0102).attributeU32(4, 0x01020304)
                .attributeBe32(5, 0x01020304).attributeBe64(6, 0x0102030405060708L).end();

        assertThat(attributes()).isEqualTo(HexBytes.of("""
                05 00 01 00 ff 00 00 00             # u8, three bytes of padding
                06 00 02 00 02 01 00 00             # u16, two bytes of padding
                06 00 03 00 01 02 00 00             # be16
                08 00 04 00 04 03 02 01             # u32
                08 00 05 00 01 02 03 04             # be32
                0c 00 06 00 01 02 03 04 05 06 07 08 # be64
                """));
    }

    @Test
    void textHasANulBehindItAndIsPadded() {
        begin().attributeString(1, "abc").attributeString(2, "abcd").attributeString(3, "").attributeString(4, "ü").end();

        assertThat(attributes()).isEqualTo(HexBytes.of("""
                08 00 01 00 61 62 63 00             # "abc" fits
                09 00 02 00 61 62 63 64 00 00 00 00 # "abcd", NUL, padding
                05 00 03 00 00 00 00 00             # ""
                07 00 04 00 c3 bc 00 00             # UTF-8
                """));
    }

    @Test
    void plainBytesArePaddedButNotCounted() {
        begin().attribute(1, new byte[0]).attribute(2, new byte[] {1}).attribute(3, new byte[] {1, 2, 3, 4}).end();

        assertThat(attributes()).isEqualTo(HexBytes.of("""
                04 00 01 00             # empty
                05 00 02 00 01 00 00 00 # one byte
                08 00 03 00 01 02 03 04 # four bytes
                """));
    }

    @Test
    void nestedAttributesCarryTheFlagAndTheWholeLength() {
        begin();
        int outer = writer.openNested(1);
        int inner = writer.openNested(2);
        writer.attributeU8(3, 4).closeNested(inner).attributeU8(5, 6).closeNested(outer).end();

        assertThat(attributes()).isEqualTo(HexBytes.of("""
                18 00 01 80             # NLA_F_NESTED, 24 bytes
                0c 00 02 80             # NLA_F_NESTED, 12 bytes
                05 00 03 00 04 00 00 00
                05 00 05 00 06 00 00 00
                """));
    }

    @Test
    void theNextMessageBeginsAligned() {
        begin().u8(1).end();
        begin().end();

        assertThat(written(writer)).isEqualTo(HexBytes.of("""
                11 00 00 00 # nlmsg_len: 17, without the padding
                01 00 00 00 00 00 00 00 00 00 00 00
                01 00 00 00 # payload and padding
                10 00 00 00 # the next one
                01 00 00 00 00 00 00 00 00 00 00 00
                """));
    }

    @Test
    void paddingIsZeroAlsoInMemoryThatWasUsedBefore() {
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        begin().attribute(1, ones).end();

        writer.clear();
        begin().attributeU8(1, 0xff).u8(0xff).end();

        assertThat(written(writer)).endsWith(0xff, 0, 0, 0, 0xff, 0, 0, 0);
    }

    @Test
    void growthKeepsWhatWasWritten() {
        begin();
        for (int i = 0; i < 50_000; i++) {
            writer.attributeU32(1, i);
        }
        writer.end();

        NetlinkMessage message = NetlinkMessage.parse(writer.written()).get(0);
        Attributes attributes = message.attributes(0);
        for (int i = 0; i < 50_000; i++) {
            assertThat(attributes.next()).isTrue();
            assertThat(attributes.u32()).isEqualTo(i);
        }
        assertThat(attributes.next()).isFalse();
    }

    @Test
    void theLongestAttributeIsWrittenAndReadBack() {
        byte[] longest = new byte[MessageWriter.ATTRIBUTE_MAX_LENGTH - MessageWriter.ATTRIBUTE_HEADER_LENGTH];
        longest[longest.length - 1] = 1;
        begin().attribute(1, longest).end();

        Attributes attributes = NetlinkMessage.parse(writer.written()).get(0).attributes(0);
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.bytes()).isEqualTo(longest);
    }

    @Test
    void anAttributeThatNlaLenCannotCountIsRefused() {
        byte[] tooLong = new byte[MessageWriter.ATTRIBUTE_MAX_LENGTH - MessageWriter.ATTRIBUTE_HEADER_LENGTH + 1];

        assertThatThrownBy(() -> begin().attribute(1, tooLong)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65532 bytes").hasMessageContaining("65535");
    }

    @Test
    void aNestedAttributeThatNlaLenCannotCountIsRefused() {
        begin();
        int start = writer.openNested(1);
        writer.attribute(2, new byte[40_000]).attribute(2, new byte[40_000]);

        assertThatThrownBy(() -> writer.closeNested(start)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("80012 bytes");
    }

    @Test
    void messagesHaveABeginningAndAnEnd() {
        assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
        begin();
        assertThatThrownBy(this::begin).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(writer::written).isInstanceOf(IllegalStateException.class);
        assertThat(written(writer.clear())).isEmpty();
    }

    private MessageWriter begin() {
        return writer.begin(1, 0, 0);
    }

    private byte[] attributes() {
        byte[] bytes = written(writer);
        return Arrays.copyOfRange(bytes, MessageWriter.HEADER_LENGTH, bytes.length);
    }
}
