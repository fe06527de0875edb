package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableElementTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(TableSet.ANY4, fields(6, 80), fields("10.0.0.2", 8080), "tcp . 80 comment \"m\" : 10.0.0.2 . 8080"),
                Arguments.of(TableSet.ADDR6, fields("2001:db8::1", 132, 80), fields("fd00::2", 8080), "2001:db8::1 . sctp . 80 comment \"m\" : fd00::2 . 8080"),
                Arguments.of(TableSet.MASQ_LINK4, fields(7, "10.0.0.2"), List.of(), "7 . 10.0.0.2 comment \"m\""),
                Arguments.of(TableSet.MASQ_ALL6, fields("fd00::2"), List.of(), "fd00::2 comment \"m\""),
                Arguments.of(TableSet.OWNERS, fields(0xffffffffL, 3), fields("0.0.0.0", 17, 1, 65535, 0),
                        "0xffffffff . 0x00000003 comment \"m\" : ::ffff:0.0.0.0 . udp . 1 . 65535 . 0"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void printsAsNftReadsIt(TableSet set, List<FieldValue> key, List<FieldValue> data, String text) {
        assertThat(new TableElement(set, key, data, Optional.of("m"))).hasToString(text);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of("a field too few", TableSet.ANY4, fields(6), fields("10.0.0.2", 80)),
                Arguments.of("a field too many", TableSet.MASQ_ALL4, fields("10.0.0.2", "10.0.0.2"), List.of()),
                Arguments.of("a number for an address", TableSet.MASQ_ALL4, fields(6), List.of()),
                Arguments.of("an address for a number", TableSet.ANY4, fields("10.0.0.2", 80), fields("10.0.0.2", 80)),
                Arguments.of("an IPv6 address for one of IPv4", TableSet.MASQ_ALL4, fields("fd00::2"), List.of()),
                Arguments.of("a port above 65535", TableSet.ANY4, fields(6, 65536), fields("10.0.0.2", 80)),
                Arguments.of("a negative number", TableSet.OWNERS, fields(-1, 0), List.of()),
                Arguments.of("a mark of 33 bits", TableSet.OWNERS, fields(0x1_0000_0000L, 0), List.of()),
                Arguments.of("data in a set", TableSet.MASQ_ALL4, fields("10.0.0.2"), fields(80)),
                Arguments.of("data of another map", TableSet.ANY4, fields(6, 80), fields("fd00::2", 80)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void valuesThatItsSetCannotHoldAreRefused(String what, TableSet set, List<FieldValue> key, List<FieldValue> data) {
        assertThatThrownBy(() -> new TableElement(set, key, data, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoWithOneKeyCannotBeThereTogether() {
        TableElement one = new TableElement(TableSet.ANY4, fields(6, 80), fields("10.0.0.2", 8080), Optional.of("net/web/eth0"));

        assertThat(one.isAt(new TableElement(TableSet.ANY4, fields(6, 80)))).isTrue();
        assertThat(one.isAt(new TableElement(TableSet.ANY4, fields(6, 81)))).isFalse();
        assertThat(one.isAt(new TableElement(TableSet.ANY6, fields(6, 80)))).isFalse();
    }
}
