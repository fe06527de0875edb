package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OTHER;
import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.fields;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static io.hostport4j.core.table.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.table.OwnerRow.Conditional;
import io.hostport4j.core.table.OwnerRow.Container;
import io.hostport4j.core.table.OwnerRow.Ports;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnerIndexTest {
    static Stream<OwnerRow> rows() {
        return Stream.of(new Ports(tcp("0.0.0.0", 1), 65535), new Ports(udp("192.0.2.1", 53), 53), new Ports(tcp("::", 80), 90),
                new Ports(new HostPort(Protocol.SCTP, ip("2001:db8::1"), 80), 80),
                new Container(ip("10.0.0.2"), Masquerade.NEVER, 4, 0), new Container(ip("10.0.0.2"), Masquerade.WHEN_NEEDED, 4, 7),
                new Container(ip("fd00::2"), Masquerade.ALWAYS, 4, Integer.MAX_VALUE),
                new Conditional(Family.IPV4, Conditions.known("00000000000000000000ffff0a000002")),
                new Conditional(Family.IPV6, Conditions.known("00112233445566778899aabbccddeeff")));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsReadAsItWasWritten(OwnerRow row) {
        assertThat(OwnerIndex.parse(element(row, 0), OWNER)).contains(row);
    }

    @Test
    void anElementHasTheChecksumAndTheNumberAsKeyAndTheMarkAsComment() {
        assertThat(element(new Ports(tcp("192.0.2.1", 8080), 8081), 1))
                .hasToString("0x9494d062 . 0x00000001 comment \"net/web/eth0\" : ::ffff:192.0.2.1 . tcp . 8080 . 8081 . 0");
    }

    @Test
    void anElementOfAContainerHasTheReservedProtocolAndItsWay() {
        assertThat(element(new Container(ip("192.0.2.1"), Masquerade.ALWAYS, 4, 2), 0).dataText()).isEqualTo("::ffff:192.0.2.1 . 255 . 2 . 4 . 2");
    }

    @Test
    void anElementOfConditionsHasTheProtocolForExperimentsAndTheFamily() {
        Conditional row = new Conditional(Family.IPV6, Conditions.known("00112233445566778899aabbccddeeff"));

        assertThat(element(row, 0).dataText()).isEqualTo("11:2233:4455:6677:8899:aabb:ccdd:eeff . 254 . 6 . 0 . 0");
    }

    @Test
    void numbersInTheKernelNeverChange() {
        assertThat(masqueradeNumber(Masquerade.NEVER)).isZero();
        assertThat(masqueradeNumber(Masquerade.WHEN_NEEDED)).isEqualTo(1);
        assertThat(masqueradeNumber(Masquerade.ALWAYS)).isEqualTo(2);
    }

    @Test
    void theCommentSaysWhoseRowItIs() {
        TableElement element = element(new Ports(udp("0.0.0.0", 53), 53), 4);

        assertThat(OwnerIndex.parse(element, OTHER)).isEmpty();
        assertThat(OwnerIndex.parse(element, OWNER)).isPresent();
    }

    @Test
    void keysAreThoseOfNumbersInARow() {
        assertThat(OwnerIndex.keys(OWNER, 2, 4)).containsExactly(fields(0x9494d062L, 2), fields(0x9494d062L, 3));
    }

    static Stream<Arguments> hostileElements() {
        List<FieldValue> key = fields(0x9494d062L, 0);
        List<FieldValue> good = fields("192.0.2.1", 6, 8080, 8081, 0);
        return Stream.of(
                Arguments.of("no comment", new TableElement(TableSet.OWNERS, key, good, Optional.empty())),
                Arguments.of("another comment", new TableElement(TableSet.OWNERS, key, good, Optional.of("notes"))),
                Arguments.of("no data", new TableElement(TableSet.OWNERS, key, List.of(), Optional.of(OWNER.text()))),
                Arguments.of("protocol 1", element("192.0.2.1", 1, 8080, 8081, 0)),
                Arguments.of("port 0", element("192.0.2.1", 6, 0, 8081, 0)),
                Arguments.of("the last port before the first", element("192.0.2.1", 6, 8080, 8079, 0)),
                Arguments.of("masquerading of a number that is none", element("192.0.2.1", 255, 3, 0, 2)),
                Arguments.of("an interface index that none has", element("192.0.2.1", 255, 1, 0, 0xffffffffL)),
                Arguments.of("conditions of a family that is none", element("2001:db8::1", 254, 5, 0, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileElements")
    void anElementThatNoVersionWroteIsNoRow(String what, TableElement element) {
        assertThat(OwnerIndex.parse(element, OWNER)).isEmpty();
    }

    private static long masqueradeNumber(Masquerade masquerade) {
        FieldValue number = element(new Container(ip("10.0.0.2"), masquerade, 4, 0), 0).data().get(2);
        return ((FieldValue.Numeric) number).number();
    }

    private static TableElement element(OwnerRow row, int number) {
        return OwnerIndex.element(row, OWNER, OwnerIndex.checksum(OWNER), number);
    }

    private static TableElement element(Object... data) {
        return new TableElement(TableSet.OWNERS, fields(0x9494d062L, 0), fields(data), Optional.of(OWNER.text()));
    }
}
