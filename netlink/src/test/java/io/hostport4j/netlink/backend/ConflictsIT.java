package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.BackendFailedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two who want one port. */
class ConflictsIT extends BackendIT {
    static Stream<Arguments> overlapping() {
        PortMapping everywhere = PortMapping.tcp(8080, 80);
        PortMapping everywhere4 = everywhere.on(ip("0.0.0.0"));
        PortMapping everywhere6 = everywhere.on(ip("::"));
        PortMapping one4 = everywhere.on(ip("192.0.2.1"));
        PortMapping one6 = everywhere.on(ip("2001:db8::1"));
        return Stream.of(Arguments.of(everywhere, everywhere), Arguments.of(everywhere, one4), Arguments.of(one4, everywhere),
                Arguments.of(everywhere, one6), Arguments.of(one6, everywhere), Arguments.of(everywhere4, everywhere),
                Arguments.of(everywhere, everywhere6), Arguments.of(everywhere4, one4), Arguments.of(one6, everywhere6),
                Arguments.of(one4, one4), Arguments.of(one6, one6));
    }

    @ParameterizedTest
    @MethodSource("overlapping")
    void aPortThatOverlapsIsRefusedWithItsHoldersNameAndNothingChanges(PortMapping held, PortMapping wanted) {
        hostPorts.add(dualStack(DNS, 3, held));
        String before = listing();

        assertThatThrownBy(() -> hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(7070, 70), wanted)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("8080/tcp is taken")
                .hasMessageContaining("container \"dns\", interface \"eth0\", network \"net\"");

        assertThat(listing()).isEqualTo(before);
    }

    static Stream<Arguments> independent() {
        PortMapping tcp = PortMapping.tcp(8080, 80);
        return Stream.of(
                Arguments.of(tcp.on(ip("0.0.0.0")), tcp.on(ip("::"))),
                Arguments.of(tcp.on(ip("0.0.0.0")), tcp.on(ip("2001:db8::1"))),
                Arguments.of(tcp.on(ip("192.0.2.1")), tcp.on(ip("192.0.2.2"))),
                Arguments.of(tcp.on(ip("192.0.2.1")), tcp.on(ip("127.0.0.1"))),
                Arguments.of(tcp.on(ip("2001:db8::1")), tcp.on(ip("2001:db8::2"))),
                Arguments.of(tcp, PortMapping.udp(8080, 80)),
                Arguments.of(tcp, PortMapping.tcp(8081, 80)));
    }

    @ParameterizedTest
    @MethodSource("independent")
    void portsThatDoNotOverlapAreIndependent(PortMapping one, PortMapping two) {
        hostPorts.add(dualStack(DNS, 3, one));
        hostPorts.add(dualStack(WEB, 2, two));

        hostPorts.check(dualStack(DNS, 3, one));
        hostPorts.check(dualStack(WEB, 2, two));
    }

    @Test
    void anAttachmentMayHoldAPortEverywhereAndOnOneAddressWithAnotherTarget() {
        HostPortRequest both = ipv4(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8080, 81).on(ip("192.0.2.1")));
        hostPorts.add(both);
        hostPorts.check(both);
        assertThat(hostPorts.remove(WEB)).hasSize(2);
    }

    @Test
    void aPortThatWasFreedCanBeHadAtOnce() {
        hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(8080, 80)));
        elsewhere(other -> other.remove(DNS));

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));

        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
    }

    @Test
    void anElementThatIsNobodysGivesWayToWhoWantsItsPort() {
        hostPorts.add(ipv4(DNS, 3, PortMapping.udp(53, 53)));
        nft("add element inet hostport any4 { tcp . 8080 : 10.0.0.9 . 80 }");

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(7070, 70), PortMapping.tcp(8080, 80)));

        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(7070, 70), PortMapping.tcp(8080, 80)));
        hostPorts.check(ipv4(DNS, 3, PortMapping.udp(53, 53)));
    }

    @Test
    void elementsThatAreNobodysAreLeftOutOfTheListAndStay() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        nft("""
                add element inet hostport any4 { tcp . 9 : 10.0.0.9 . 80, tcp . 10 comment "by hand" : 10.0.0.9 . 80 }
                add element inet hostport any4 { icmp . 0 comment "net/web/eth0" : 10.0.0.9 . 0 }
                add element inet hostport any6 { tcp . 9 comment "net/web/eth0" : ::ffff:10.0.0.9 . 80 }
                add element inet hostport addr4 { 0.0.0.0 . tcp . 9 comment "net/web/eth0" : 10.0.0.9 . 80 }
                add element inet hostport owners { 0x9494d062 . 0x2 comment "net/web/eth0" : ::ffff:0.0.0.0 . tcp . 90 . 80 . 7 }
                add element inet hostport owners { 0x9494d062 . 0x3 : :: . tcp . 0 . 0 . 0 }
                """);

        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.2:80 of net/web/eth0");
        hostPorts.check(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        assertThat(hostPorts.remove(WEB)).hasSize(1);
        hostPorts.close();
        assertThat(elements("any4")).contains("tcp . 9 : 10.0.0.9 . 80", "tcp . 10 comment \"by hand\" : 10.0.0.9 . 80");
    }

    @Test
    void theRefusedOneIsNotInTheListAndTheHolderIs() {
        hostPorts.add(new HostPortRequest(DNS, List.of(ContainerAddress.of(ip("10.0.0.3"))), List.of(PortMapping.tcp(8080, 80))));
        assertThatThrownBy(() -> hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)))).isInstanceOf(ConflictException.class);
        assertThat(listed()).containsExactly("0.0.0.0:8080/tcp -> 10.0.0.3:80 of net/dns/eth0");
    }
}
