package io.hostport4j.core.table;

import static io.hostport4j.core.table.Samples.OWNER;
import static io.hostport4j.core.table.Samples.endpoint;
import static io.hostport4j.core.table.Samples.fields;
import static io.hostport4j.core.table.Samples.ip;
import static io.hostport4j.core.table.Samples.tcp;
import static io.hostport4j.core.table.Samples.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardElementTest {
    static Stream<Arguments> forwards() {
        return Stream.of(
                Arguments.of(tcp("0.0.0.0", 8080), "10.0.0.2", TableSet.ANY4),
                Arguments.of(udp("0.0.0.0", 1), "10.0.0.2", TableSet.ANY4),
                Arguments.of(tcp("192.0.2.1", 65535), "10.0.0.2", TableSet.ADDR4),
                Arguments.of(tcp("127.0.0.1", 80), "10.0.0.2", TableSet.ADDR4),
                Arguments.of(tcp("::", 8080), "fd00::2", TableSet.ANY6),
                Arguments.of(new HostPort(Protocol.SCTP, ip("2001:db8::1"), 8080), "fd00::2", TableSet.ADDR6));
    }

    @ParameterizedTest
    @MethodSource("forwards")
    void aForwardIsReadAsItWasWritten(HostPort hostPort, String target, TableSet map) {
        ForwardElement forward = new ForwardElement(hostPort, endpoint(target, 80), OWNER);

        assertThat(forward.element().set()).isEqualTo(map);
        assertThat(ForwardElement.parse(forward.element())).contains(forward);
    }

    @Test
    void anElementHasTheHostPortAsItsKeyAndTheOwnerAsItsComment() {
        assertThat(new ForwardElement(udp("192.0.2.1", 8080), endpoint("10.0.0.2", 53), OWNER).element())
                .hasToString("192.0.2.1 . udp . 8080 comment \"net/web/eth0\" : 10.0.0.2 . 53");
        assertThat(new ForwardElement(tcp("::", 8080), endpoint("fd00::2", 53), OWNER).element())
                .hasToString("tcp . 8080 comment \"net/web/eth0\" : fd00::2 . 53");
    }

    static Stream<Arguments> hostileElements() {
        List<FieldValue> key = fields(6, 8080);
        List<FieldValue> target = fields("10.0.0.2", 80);
        return Stream.of(
                Arguments.of("no comment", new TableElement(TableSet.ANY4, key, target, Optional.empty())),
                Arguments.of("a comment that is no mark", new TableElement(TableSet.ANY4, key, target, Optional.of("web server"))),
                Arguments.of("no data", owned(TableSet.ANY4, key, List.of())),
                Arguments.of("host port 0", owned(TableSet.ANY4, fields(6, 0), target)),
                Arguments.of("protocol 1", owned(TableSet.ANY4, fields(1, 8080), target)),
                Arguments.of("container port 0", owned(TableSet.ANY4, key, fields("10.0.0.2", 0))),
                Arguments.of("one address that is every address", owned(TableSet.ADDR4, fields("0.0.0.0", 6, 8080), target)),
                Arguments.of("an IPv4 target of an IPv6 port", owned(TableSet.ANY6, key, target)),
                Arguments.of("an IPv4 address among those of IPv6", owned(TableSet.ADDR6, fields("192.0.2.1", 6, 8080), fields("fd00::2", 80))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileElements")
    void anElementThatNoForwardCouldBeIsNone(String what, TableElement element) {
        assertThat(ForwardElement.parse(element)).isEmpty();
    }

    @Test
    void aPortOnOneAddressIsOverlappedByTheOneOnEveryAddressOfItsFamily() {
        assertThat(ForwardElement.onEveryAddress(tcp("192.0.2.1", 80))).isEqualTo(tcp("0.0.0.0", 80));
        assertThat(ForwardElement.onEveryAddress(udp("2001:db8::1", 80))).isEqualTo(udp("::", 80));
    }

    private static TableElement owned(TableSet map, List<FieldValue> key, List<FieldValue> data) {
        return new TableElement(map, key, data, Optional.of("net/web/eth0"));
    }
}
