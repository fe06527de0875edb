package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OTHER;
import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.backend.OwnerIndex.Container;
import io.hostport4j.netlink.backend.OwnerIndex.Ports;
import io.hostport4j.netlink.backend.OwnerIndex.Row;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnerIndexTest {
    /** 192.0.2.1 mapped into IPv6. */
    private static final String ADDRESS = "00000000000000000000ffffc0000201";

    static Stream<Row> rows() {
        return Stream.of(new Ports(tcp("0.0.0.0", 1), 65535), new Ports(udp("192.0.2.1", 53), 53), new Ports(tcp("::", 80), 90),
                new Ports(new HostPort(Protocol.SCTP, ip("2001:db8::1"), 80), 80),
                new Container(ip("10.0.0.2"), Masquerade.NEVER, 4, 0), new Container(ip("10.0.0.2"), Masquerade.WHEN_NEEDED, 4, 7),
                new Container(ip("fd00::2"), Masquerade.ALWAYS, 4, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsReadAsItWasWritten(Row row) {
        assertThat(OwnerIndex.parse(OwnerIndex.element(row, OWNER, 0), OWNER)).contains(row);
    }

    @Test
    void anElementOfPortsHasTheChecksumAndTheNumberAsKeyAndTheMappedAddressFirst() {
        SetElement element = OwnerIndex.element(new Ports(tcp("192.0.2.1", 8080), 8081), OWNER, 1);

        // Both are marks for nft, in the machine's order; 0x9494d062 is the CRC-32 of net/web/eth0.
        assertThat(element.key()).isEqualTo(HexFormat.of().parseHex("62d09494" + "01000000"));
        assertThat(element.data()).get().isEqualTo(HexFormat.of().parseHex(ADDRESS + "06000000" + "1f900000" + "1f910000" + "00000000"));
        assertThat(element.comment()).contains("net/web/eth0");
    }

    @Test
    void anElementOfAContainerHasTheReservedProtocolAndItsWay() {
        SetElement element = OwnerIndex.element(new Container(ip("192.0.2.1"), Masquerade.ALWAYS, 4, 2), OWNER, 0);

        assertThat(element.data()).get().isEqualTo(HexFormat.of().parseHex(ADDRESS + "ff000000" + "00020000" + "00040000" + "02000000"));
    }

    @Test
    void numbersInTheKernelNeverChange() {
        assertThat(masqueradeNumber(Masquerade.NEVER)).isEqualTo("0000");
        assertThat(masqueradeNumber(Masquerade.WHEN_NEEDED)).isEqualTo("0001");
        assertThat(masqueradeNumber(Masquerade.ALWAYS)).isEqualTo("0002");
    }

    @Test
    void theCommentSaysWhoseRowItIs() {
        SetElement element = OwnerIndex.element(new Ports(udp("0.0.0.0", 53), 53), OWNER, 4);

        assertThat(OwnerIndex.parse(element, OTHER)).isEmpty();
        assertThat(OwnerIndex.parse(element, OWNER)).isPresent();
    }

    @Test
    void keysAreThoseOfNumbersInARow() {
        assertThat(OwnerIndex.keys(OWNER, 2, 4)).containsExactly(OwnerIndex.key(OWNER, 2), OwnerIndex.key(OWNER, 3));
    }

    static Stream<Arguments> hostileElements() {
        byte[] good = HexFormat.of().parseHex(ADDRESS + "06000000" + "1f900000" + "1f910000" + "00000000");
        return Stream.of(
                Arguments.of("no comment", SetElement.of(OwnerIndex.key(OWNER, 0), good)),
                Arguments.of("another comment", SetElement.of(OwnerIndex.key(OWNER, 0), good).withComment("notes")),
                Arguments.of("no data", SetElement.of(OwnerIndex.key(OWNER, 0)).withComment(OWNER.text())),
                Arguments.of("data of another type", element("c0000201")),
                Arguments.of("protocol 1", element(ADDRESS + "01000000" + "1f900000" + "1f910000" + "00000000")),
                Arguments.of("port 0", element(ADDRESS + "06000000" + "00000000" + "1f910000" + "00000000")),
                Arguments.of("the last port before the first", element(ADDRESS + "06000000" + "1f900000" + "1f8f0000" + "00000000")),
                Arguments.of("masquerading of a number that is none", element(ADDRESS + "ff000000" + "00030000" + "00000000" + "02000000")),
                Arguments.of("an interface index that none has", element(ADDRESS + "ff000000" + "00010000" + "00000000" + "ffffffff")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileElements")
    void anElementThatNoVersionWroteIsNoRow(String what, SetElement element) {
        assertThat(OwnerIndex.parse(element, OWNER)).isEmpty();
    }

    private static String masqueradeNumber(Masquerade masquerade) {
        byte[] data = OwnerIndex.element(new Container(ip("10.0.0.2"), masquerade, 4, 0), OWNER, 0).data().orElseThrow();
        return HexFormat.of().formatHex(data, 20, 22);
    }

    private static SetElement element(String data) {
        return SetElement.of(OwnerIndex.key(OWNER, 0), HexFormat.of().parseHex(data)).withComment(OWNER.text());
    }
}
