package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who owns what, and that nobody touches what is another's. */
class AttachmentsIT extends BackendIT {
    @Test
    void addingTwiceIsAddingOnce() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53)));
        String once = listing();

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53)));
        elsewhere(other -> other.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53))));

        assertThat(listing()).isEqualTo(once);
    }

    @Test
    void addingOtherPortsReplaces() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(8081, 81), PortMapping.udp(53, 53)));

        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8081, 82), PortMapping.udp(53, 53)));

        assertThat(listed()).containsExactly(
                "0.0.0.0:8081/tcp -> 10.0.0.2:82 of net/web/eth0", "[::]:8081/tcp -> [fd00::2]:82 of net/web/eth0",
                "0.0.0.0:53/udp -> 10.0.0.2:53 of net/web/eth0", "[::]:53/udp -> [fd00::2]:53 of net/web/eth0");
        hostPorts.check(dualStack(WEB, 2, PortMapping.tcp(8081, 82), PortMapping.udp(53, 53)));
    }

    @Test
    void addingWithAnotherAddressReplacesAndLeavesNothingOfTheOldOne() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));

        hostPorts.add(dualStack(WEB, 7, PortMapping.tcp(8080, 80)));

        assertThat(listing()).contains("10.0.0.7", "fd00::7").doesNotContain("10.0.0.2", "fd00::2");
        hostPorts.check(dualStack(WEB, 7, PortMapping.tcp(8080, 80)));
    }

    @Test
    void addingWithAnotherMasqueradingReplacesTheElementsForIt() {
        HostPortRequest never = new HostPortRequest(WEB, List.of(ContainerAddress.of(ip("10.0.0.2"))), List.of(PortMapping.tcp(80, 80)), Masquerade.NEVER);
        HostPortRequest always = new HostPortRequest(WEB, never.addresses(), never.mappings(), Masquerade.ALWAYS);
        HostPortRequest whenNeeded = new HostPortRequest(WEB, never.addresses(), never.mappings(), Masquerade.WHEN_NEEDED);

        hostPorts.add(whenNeeded);
        assertThat(elements("masq_self4") + elements("masq_link4")).contains("10.0.0.2 . 10.0.0.2", "\"pods0\" . 10.0.0.2");
        hostPorts.add(always);
        assertThat(elements("masq_link4")).isEmpty();
        assertThat(elements("masq_all4")).isEqualTo("10.0.0.2 comment \"net/web/eth0\"");
        hostPorts.check(always);
        hostPorts.add(never);
        assertThat(elements("masq_self4") + elements("masq_link4") + elements("masq_all4")).isEmpty();
        hostPorts.check(never);
        hostPorts.add(whenNeeded);
        hostPorts.check(whenNeeded);
    }

    @Test
    void removingTwiceIsRemovingOnce() {
        hostPorts.add(dualStack(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(dualStack(DNS, 3, PortMapping.udp(53, 53)));

        assertThat(hostPorts.remove(WEB)).hasSize(2);
        String once = listing();
        assertThat(hostPorts.remove(WEB)).isEmpty();

        assertThat(listing()).isEqualTo(once);
    }

    static Stream<Arguments> attachmentsThatDifferInOnePart() {
        return Stream.of(
                Arguments.of(new AttachmentId("net", "web", "eth0"), new AttachmentId("net2", "web", "eth0")),
                Arguments.of(new AttachmentId("net", "web", "eth0"), new AttachmentId("net", "web2", "eth0")),
                Arguments.of(new AttachmentId("net", "web", "eth0"), new AttachmentId("net", "web", "eth1")),
                Arguments.of(new AttachmentId("net", "a".repeat(200), "eth0"), new AttachmentId("net", "a".repeat(199) + "b", "eth0")),
                Arguments.of(new AttachmentId("n".repeat(200), "web", "eth0"), new AttachmentId("n".repeat(201), "web", "eth0")));
    }

    @ParameterizedTest
    @MethodSource("attachmentsThatDifferInOnePart")
    void attachmentsThatDifferInOnePartAreTwo(AttachmentId one, AttachmentId two) {
        hostPorts.add(dualStack(one, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(dualStack(two, 3, PortMapping.tcp(8081, 80)));

        assertThat(hostPorts.remove(one)).hasSize(2);

        hostPorts.check(dualStack(two, 3, PortMapping.tcp(8081, 80)));
        assertThat(listed(one)).isEmpty();
        assertThat(hostPorts.remove(two)).hasSize(2);
    }

    @Test
    void attachmentsWhoseMarksHaveOneChecksumAreTwo() {
        List<AttachmentId> pair = SameChecksum.pair();
        AttachmentId one = pair.get(0);
        AttachmentId two = pair.get(1);
        hostPorts.add(dualStack(one, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53), PortMapping.tcp(9000, 90)));
        hostPorts.add(dualStack(two, 3, PortMapping.tcp(8081, 80), PortMapping.udp(54, 53), PortMapping.tcp(9010, 90)));
        hostPorts.add(dualStack(one, 2, PortMapping.tcp(8080, 80)));
        hostPorts.check(dualStack(one, 2, PortMapping.tcp(8080, 80)));
        hostPorts.check(dualStack(two, 3, PortMapping.tcp(8081, 80), PortMapping.udp(54, 53), PortMapping.tcp(9010, 90)));

        assertThat(hostPorts.remove(one)).hasSize(2);

        hostPorts.check(dualStack(two, 3, PortMapping.tcp(8081, 80), PortMapping.udp(54, 53), PortMapping.tcp(9010, 90)));
        assertThat(hostPorts.remove(two)).hasSize(6);
        assertThat(elements("owners")).isEmpty();
    }

    static Stream<AttachmentId> unusualNames() {
        return Stream.of(
                new AttachmentId("0", "0", "0"),
                new AttachmentId("A_b.c-9", "Z__..--", "eth0.100@x"),
                new AttachmentId("net", "0123456789abcdef".repeat(4), "0123456789abcde"),
                new AttachmentId("n".repeat(300), "c".repeat(300), "0123456789abcde"),
                new AttachmentId("net", "c", "!#$%&'()*+,-;<"),
                new AttachmentId("net", "c", "=>?@[\\]^_`{|}~"),
                new AttachmentId("net", "c", "\";drop;#"),
                new AttachmentId("net", "c", "e\u0000\u007f0"),
                new AttachmentId("net", "c", "\u00e4\u20ac\ud83d\ude00"));
    }

    @ParameterizedTest
    @MethodSource("unusualNames")
    void anyAllowedNameIsKeptByTheKernelAndSavedAndRestoredByNft(AttachmentId attachment) {
        hostPorts.add(dualStack(attachment, 2, PortMapping.tcp(8080, 80)));
        String saved = listing();
        nft("flush ruleset");
        nft(saved);

        hostPorts.check(dualStack(attachment, 2, PortMapping.tcp(8080, 80)));
        assertThat(listed(attachment)).hasSize(2);
        assertThat(hostPorts.remove(attachment)).hasSize(2);
        assertThat(elements("owners") + elements("masq_self4") + elements("masq_link6")).isEmpty();
    }

    @Test
    void anAddressThatWasGivenToAnotherStaysMasqueradedForItUntilItGoes() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80)));
        hostPorts.add(ipv4(DNS, 2, PortMapping.udp(53, 53)));
        assertThat(elements("masq_self4")).isEqualTo("10.0.0.2 . 10.0.0.2 comment \"net/dns/eth0\"");

        assertThat(hostPorts.remove(WEB)).hasSize(1);

        hostPorts.check(ipv4(DNS, 2, PortMapping.udp(53, 53)));
        assertThat(elements("masq_link4")).isEqualTo("\"pods0\" . 10.0.0.2 comment \"net/dns/eth0\"");
        assertThat(hostPorts.remove(DNS)).hasSize(1);
        assertThat(elements("masq_self4") + elements("masq_link4")).isEmpty();
    }

    @Test
    void anAddressThatWasAlwaysMasqueradedForItsFormerHolderIsNotForTheNew() {
        hostPorts.add(new HostPortRequest(WEB, List.of(ContainerAddress.of(ip("10.0.0.2"))), List.of(PortMapping.tcp(80, 80)),
                Masquerade.ALWAYS));

        hostPorts.add(ipv4(DNS, 2, PortMapping.udp(53, 53)));

        assertThat(elements("masq_all4")).isEmpty();
        hostPorts.check(ipv4(DNS, 2, PortMapping.udp(53, 53)));
    }

    @Test
    void aPortThatWasTakenByHandAndGivenToAnotherStaysThatOnes() {
        hostPorts.add(ipv4(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.tcp(9090, 90)));
        nft("delete element inet hostport any4 { tcp . 8080 }");
        hostPorts.add(ipv4(DNS, 3, PortMapping.tcp(8080, 80)));

        assertThat(hostPorts.remove(WEB)).extracting(Object::toString)
                .containsExactly("0.0.0.0:9090/tcp -> 10.0.0.2:90 of net/web/eth0");

        hostPorts.check(ipv4(DNS, 3, PortMapping.tcp(8080, 80)));
        assertThat(listing()).doesNotContain("net/web/eth0");
    }
}
