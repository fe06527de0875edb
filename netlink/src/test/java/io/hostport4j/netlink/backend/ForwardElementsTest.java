package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.OWNER;
import static io.hostport4j.netlink.backend.Samples.endpoint;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.tcp;
import static io.hostport4j.netlink.backend.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.netlink.backend.ForwardElements.Found;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardElementsTest {
    static Stream<Arguments> forwards() {
        return Stream.of(
                Arguments.of(tcp("0.0.0.0", 8080), "10.0.0.2", HostPortTable.ANY4),
                Arguments.of(udp("0.0.0.0", 1), "10.0.0.2", HostPortTable.ANY4),
                Arguments.of(tcp("192.0.2.1", 65535), "10.0.0.2", HostPortTable.ADDR4),
                Arguments.of(tcp("127.0.0.1", 80), "10.0.0.2", HostPortTable.ADDR4),
                Arguments.of(tcp("::", 8080), "fd00::2", HostPortTable.ANY6),
                Arguments.of(new HostPort(Protocol.SCTP, ip("2001:db8::1"), 8080), "fd00::2", HostPortTable.ADDR6));
    }

    @ParameterizedTest
    @MethodSource("forwards")
    void aForwardIsReadAsItWasWritten(HostPort hostPort, String target, NamedSet map) {
        SetElement element = ForwardElements.element(hostPort, endpoint(target, 80), OWNER);

        assertThat(ForwardElements.map(hostPort)).isEqualTo(map);
        assertThat(ForwardElements.parse(map, element)).contains(new Found(hostPort, endpoint(target, 80), OWNER));
    }

    @Test
    void everyFieldBeginsOnARegister() {
        SetElement element = ForwardElements.element(udp("192.0.2.1", 8080), endpoint("10.0.0.2", 53), OWNER);

        assertThat(element.key()).isEqualTo(HexFormat.of().parseHex("c000020111000000" + "1f900000"));
        assertThat(element.data()).get().isEqualTo(HexFormat.of().parseHex("0a000002" + "00350000"));
        assertThat(element.comment()).contains("net/web/eth0");
    }

    static Stream<Arguments> hostileElements() {
        byte[] key = ForwardElements.key(tcp("0.0.0.0", 8080));
        byte[] target = bytes("0a00000200500000");
        byte[] target6 = bytes("fd000000000000000000000000000002" + "00500000");
        byte[] mapped = bytes("00000000000000000000ffff0a000002" + "00500000");
        return Stream.of(
                Arguments.of("no comment", HostPortTable.ANY4, SetElement.of(key, target)),
                Arguments.of("a comment that is no mark", HostPortTable.ANY4, SetElement.of(key, target).withComment("web server")),
                Arguments.of("no data", HostPortTable.ANY4, SetElement.of(key).withComment("net/web/eth0")),
                Arguments.of("host port 0", HostPortTable.ANY4, owned("0600000000000000", target)),
                Arguments.of("protocol 1", HostPortTable.ANY4, owned("010000001f900000", target)),
                Arguments.of("container port 0", HostPortTable.ANY4, owned("060000001f900000", bytes("0a00000200000000"))),
                Arguments.of("data of another type", HostPortTable.ANY4, owned("060000001f900000", bytes("0a000002"))),
                Arguments.of("a key of another type", HostPortTable.ANY4, owned("1f90", target)),
                Arguments.of("one address that is every address", HostPortTable.ADDR4, owned("00000000060000001f900000", target)),
                Arguments.of("an IPv4 target of an IPv6 port", HostPortTable.ANY6, owned("060000001f900000", mapped)),
                Arguments.of("an IPv4 address among those of IPv6", HostPortTable.ADDR6,
                        owned("00000000000000000000ffffc0000201060000001f900000", target6)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileElements")
    void anElementThatNoForwardCouldBeIsNone(String what, NamedSet map, SetElement element) {
        assertThat(ForwardElements.parse(map, element)).isEmpty();
    }

    @Test
    void aPortOnOneAddressIsOverlappedByTheOneOnEveryAddressOfItsFamily() {
        assertThat(ForwardElements.onEveryAddress(tcp("192.0.2.1", 80))).isEqualTo(tcp("0.0.0.0", 80));
        assertThat(ForwardElements.onEveryAddress(udp("2001:db8::1", 80))).isEqualTo(udp("::", 80));
    }

    private static SetElement owned(String key, byte[] data) {
        return SetElement.of(bytes(key), data).withComment("net/web/eth0");
    }

    private static byte[] bytes(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }
}
