package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One table, whether this backend writes it or the netlink backend. */
class TableIT extends BackendIT {
    private static final AttachmentId SIP = new AttachmentId("lan", "sip", "net1");
    private static final AttachmentId LONG = new AttachmentId("n".repeat(120), "c".repeat(200), "eth0");

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80),
            new PortMapping(new PortRange(9000, 9002), 9000, Protocol.SCTP, Optional.empty()));
    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.udp(53, 5353).on(ip("192.0.2.53")),
            PortMapping.udp(53, 5353).on(ip("2001:db8::53")), PortMapping.tcp(853, 8853).on(ip("127.0.0.1")));
    private final HostPortRequest sip = new HostPortRequest(SIP,
            List.of(new ContainerAddress(ip("198.51.100.4"), 24), new ContainerAddress(ip("2001:db8:4::4"), 64)),
            List.of(PortMapping.udp(5060, 5060)), Masquerade.ALWAYS);
    private final HostPortRequest longIds = dualStack(LONG, 5, PortMapping.tcp(7000, 7000));
    private final List<HostPortRequest> all = List.of(web, dns, sip, longIds);

    @Test
    void nftPrintsTheSameOfBothBackends() {
        byNetlink(netlink -> all.forEach(netlink::add));
        String wanted = listing();
        nft("flush ruleset");

        all.forEach(hostPorts::add);

        assertThat(listing()).isEqualTo(wanted).contains("8080", "198.51.100.4", "nnn");
    }

    @Test
    void whatThisBackendAddsTheOtherChecksListsAndRemoves() {
        all.forEach(hostPorts::add);
        List<String> listed = listed();

        byNetlink(netlink -> {
            all.forEach(netlink::check);
            assertThat(netlink.list().stream().map(Object::toString).toList()).isEqualTo(listed).hasSize(15);
            all.forEach(request -> assertThat(netlink.remove(request.attachment())).isNotEmpty());
        });

        assertThat(listing()).isEmpty();
    }

    @Test
    void whatTheOtherAddsThisBackendChecksListsAndRemoves() {
        byNetlink(netlink -> all.forEach(netlink::add));

        all.forEach(hostPorts::check);
        assertThat(listed()).hasSize(15);
        byNetlink(netlink -> assertThat(netlink.list().stream().map(Object::toString).toList()).isEqualTo(listed()));
        assertThat(hostPorts.remove(WEB)).hasSize(8);
        assertThat(hostPorts.remove(DNS)).hasSize(3);
        assertThat(hostPorts.remove(LONG)).hasSize(2);
        assertThat(listing()).contains("lan/sip/net1").doesNotContain("net/web/eth0", "net/dns/eth0", "nnn");
        assertThat(hostPorts.remove(SIP)).hasSize(2);
        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void eachBackendReplacesWhatTheOtherAdded() {
        hostPorts.add(web);
        byNetlink(netlink -> netlink.add(dualStack(WEB, 2, PortMapping.tcp(8080, 8081), PortMapping.udp(1, 1))));

        HostPortRequest third = dualStack(WEB, 7, PortMapping.tcp(8080, 8082));
        hostPorts.add(third);

        byNetlink(netlink -> netlink.check(third));
        hostPorts.check(third);
        assertThat(listing()).doesNotContain("10.0.0.2", "fd00::2", "8081");
        assertThat(listed()).hasSize(2);
    }

    @Test
    void anAddThatChangesNothingLeavesTheTableAsItIs() {
        all.forEach(hostPorts::add);
        String before = listing();

        all.forEach(hostPorts::add);

        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void withNobodyLeftTheTableGoesOnceTheEngineIsClosed() {
        hostPorts.add(web);
        hostPorts.remove(WEB);
        hostPorts.add(dns);
        hostPorts.check(dns);
        hostPorts.remove(DNS);

        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void interfacesThatAreNamedLikeNumbersAreNotTakenForIndexes() {
        run("ip", "link", "set", "pods0", "down");
        run("ip", "link", "set", "pods0", "name", "999");
        run("ip", "link", "set", "999", "up");
        try {
            hostPorts.add(web);

            hostPorts.check(web);
            byNetlink((HostPorts netlink) -> netlink.check(web));
        } finally {
            run("ip", "link", "set", "999", "down");
            run("ip", "link", "set", "999", "name", "pods0");
        }
    }
}
