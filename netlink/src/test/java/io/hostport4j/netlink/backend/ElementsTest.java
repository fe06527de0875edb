package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.endpoint;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.table.FieldValue;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.MasqueradeElement.Kind;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementsTest {
    /** 192.0.2.1 mapped into IPv6. */
    private static final String MAPPED = "00000000000000000000ffffc0000201";

    static Stream<Arguments> elements() {
        List<FieldValue> row = List.of(FieldValue.of(ip("192.0.2.1")), FieldValue.of(6), FieldValue.of(8080), FieldValue.of(8081), FieldValue.of(7));
        return Stream.of(
                Arguments.of(new ForwardElement(udp("192.0.2.1", 8080), endpoint("10.0.0.2", 53), OWNER).element(),
                        "c0000201" + "11000000" + "1f900000", "0a000002" + "00350000"),
                Arguments.of(new ForwardElement(udp("::", 8080), endpoint("fd00::2", 53), OWNER).element(),
                        "11000000" + "1f900000", "fd000000000000000000000000000002" + "00350000"),
                Arguments.of(new MasqueradeElement(Kind.LINK, ip("10.0.0.2"), 7).element(OWNER), "07000000" + "0a000002", ""),
                Arguments.of(new MasqueradeElement(Kind.ALL, ip("10.0.0.2"), 0).element(OWNER), "0a000002", ""),
                // Marks are in the machine's order; 0x9494d062 is the CRC-32 of net/web/eth0.
                Arguments.of(new TableElement(TableSet.OWNERS, List.of(FieldValue.of(0x9494d062L), FieldValue.of(1)), row, Optional.of("net/web/eth0")),
                        "62d09494" + "01000000", MAPPED + "06000000" + "1f900000" + "1f910000" + "07000000"));
    }

    @ParameterizedTest
    @MethodSource("elements")
    void everyFieldBeginsOnARegister(TableElement element, String key, String data) {
        SetElement bytes = Elements.bytes(element);

        assertThat(bytes.key()).isEqualTo(HexFormat.of().parseHex(key));
        assertThat(bytes.data().orElse(new byte[0])).isEqualTo(HexFormat.of().parseHex(data));
        assertThat(bytes.comment()).contains("net/web/eth0");
    }

    @ParameterizedTest
    @MethodSource("elements")
    void anElementIsReadAsItWasWritten(TableElement element) {
        assertThat(Elements.values(element.set(), Elements.bytes(List.of(element)))).containsExactly(element);
    }

    @Test
    void anElementThatDoesNotFitItsSetIsNone() {
        byte[] key = HexFormat.of().parseHex("060000001f900000");
        byte[] target = HexFormat.of().parseHex("0a00000200500000");

        assertThat(Elements.values(TableSet.ANY4, List.of(SetElement.of(new byte[2], target), SetElement.of(key, new byte[4])))).isEmpty();
        assertThat(Elements.values(TableSet.MASQ_ALL4, List.of(SetElement.of(new byte[4], target)))).isEmpty();
        assertThat(Elements.values(TableSet.ANY4, List.of(SetElement.of(key, target)))).hasSize(1);
    }
}
