package io.hostport4j.netlink.wire;

import static io.hostport4j.netlink.wire.HexBytes.buffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static final String VALID = """
            05 00 01 00 ff 00 00 00             # u8
            06 00 02 00 fe ff 00 00             # u16
            06 00 03 00 ff fe 00 00             # be16
            08 00 04 00 04 03 02 01             # u32
            08 00 05 40 01 02 03 04             # be32, with NLA_F_NET_BYTEORDER
            0c 00 06 00 01 02 03 04 05 06 07 08 # be64
            08 00 07 00 61 62 63 00             # "abc" with a NUL
            07 00 08 00 61 62 63 00             # "abc" without one
            08 00 09 00 0a 00 00 01             # 10.0.0.1
            14 00 0a 00 fd 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 # fd00::1
            0c 00 0b 80 05 00 01 00 2a 00 00 00 # nested, with NLA_F_NESTED
            0c 00 0c 00 05 00 01 00 2b 00 00 00 # nested, without
            """;

    @Test
    void everyKindOfValueIsRead() throws Exception {
        Attributes attributes = of(VALID);

        assertThat(next(attributes, 1).u8()).isEqualTo(0xff);
        assertThat(next(attributes, 2).u16()).isEqualTo(0xfffe);
        assertThat(next(attributes, 3).be16()).isEqualTo(0xfffe);
        assertThat(next(attributes, 4).u32()).isEqualTo(0x01020304);
        assertThat(next(attributes, 5).be32()).isEqualTo(0x01020304);
        assertThat(next(attributes, 6).be64()).isEqualTo(0x0102030405060708L);
        assertThat(next(attributes, 7).string()).isEqualTo("abc");
        assertThat(next(attributes, 8).string()).isEqualTo("abc");
        assertThat(next(attributes, 9).address()).isEqualTo(InetAddress.getByName("10.0.0.1"));
        assertThat(next(attributes, 10).address()).isEqualTo(InetAddress.getByName("fd00::1"));
        assertThat(next(next(attributes, 11).nested(), 1).u8()).isEqualTo(0x2a);
        assertThat(next(next(attributes, 12).nested(), 1).u8()).isEqualTo(0x2b);
        assertThat(attributes.next()).isFalse();
    }

    @Test
    void theLastAttributeMayLackItsPadding() {
        Attributes attributes = of("05 00 01 00 2a");

        assertThat(next(attributes, 1).u8()).isEqualTo(0x2a);
        assertThat(attributes.next()).isFalse();
    }

    @Test
    void whatIsReadIsACopy() {
        byte[] bytes = HexBytes.of("05 00 01 00 2a 00 00 00");
        byte[] read = next(new Attributes(buffer(bytes)), 1).bytes();
        bytes[4] = 0;

        assertThat(read).containsExactly(0x2a);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "00 00 01 00", "01 00 01 00", "02 00 01 00", "03 00 01 00", // shorter than its own header
        "05 00 01 00", "ff ff 01 00 00 00 00 00",                   // past the end
        "04", "04 00", "04 00 01",                                  // no header
        "04 00 01 00 04 00"})                                       // cut behind the first
    void aLengthThatCannotBeIsRefused(String bytes) {
        assertThatThrownBy(() -> {
            Attributes attributes = of(bytes);
            while (attributes.next()) {
                attributes.bytes();
            }
        }).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aValueOfAnotherLengthIsRefused() {
        Attributes attributes = of("08 00 01 00 00 00 00 00");
        attributes.next();

        assertThatThrownBy(attributes::u8).isInstanceOf(MalformedMessageException.class).hasMessage("attribute 1 has 4 bytes instead of 1");
        assertThatThrownBy(attributes::u16).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(attributes::be16).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(attributes::be64).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void anAddressHasFourOrSixteenBytes() {
        Attributes attributes = of("09 00 01 00 00 00 00 00 00 00 00 00");
        attributes.next();

        assertThatThrownBy(attributes::address).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void beforeTheFirstStepThereIsNothing() {
        assertThatThrownBy(of(VALID)::u8).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void hostileBytesAreMalformedAndNothingElse() {
        HostileBytes.tryOn(HexBytes.of(VALID), bytes -> readAll(new Attributes(buffer(bytes))));
        HostileBytes.tryRandom(bytes -> readAll(new Attributes(buffer(bytes))));
    }

    /** Reads every attribute as all that its length allows, and as nested ones. */
    static void readAll(Attributes attributes) {
        while (attributes.next()) {
            attributes.string();
            attributes.bytes();
            switch (attributes.length()) {
                case 1 -> attributes.u8();
                case 2 -> attributes.be16();
                case 4 -> attributes.be32();
                case 8 -> attributes.be64();
                default -> readAll(attributes.nested());
            }
        }
    }

    private static Attributes of(String bytes) {
        return new Attributes(buffer(HexBytes.of(bytes)));
    }

    private static Attributes next(Attributes attributes, int type) {
        assertThat(attributes.next()).isTrue();
        assertThat(attributes.type()).isEqualTo(type);
        return attributes;
    }
}
