package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table as a whole, as nft sees it: {@code hostport-table.nft} is what nft 1.0.6 prints of it. */
class TableIT extends BackendIT {
    private static final AttachmentId SIP = new AttachmentId("lan", "sip", "net1");

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80),
            new PortMapping(new PortRange(9000, 9002), 9000, Protocol.SCTP, Optional.empty()));
    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.udp(53, 5353).on(ip("192.0.2.53")),
            PortMapping.udp(53, 5353).on(ip("2001:db8::53")), PortMapping.tcp(853, 8853).on(ip("127.0.0.1")));
    private final HostPortRequest sip = new HostPortRequest(SIP,
            List.of(new ContainerAddress(ip("198.51.100.4"), 24), new ContainerAddress(ip("2001:db8:4::4"), 64)),
            List.of(PortMapping.udp(5060, 5060)), Masquerade.ALWAYS);

    @BeforeEach
    void add() {
        hostPorts.add(web);
        hostPorts.add(dns);
        hostPorts.add(sip);
    }

    @Test
    void nftPrintsItAsDocumented() throws IOException {
        assertThat(listing()).isEqualTo(documented());
    }

    @Test
    void checksPass() {
        hostPorts.check(web);
        hostPorts.check(dns);
        hostPorts.check(sip);
    }

    @Test
    void whatNftSavesItRestoresAndOurChecksStillPass() {
        String saved = listing();
        nft("flush ruleset");

        nft(saved);

        hostPorts.check(web);
        hostPorts.check(dns);
        hostPorts.check(sip);
        assertThat(listing()).isEqualTo(saved);
    }

    @Test
    void whatNftRestoredIsRemovedWithAllThatIsAroundIt() {
        String saved = listing();
        nft("flush ruleset");
        nft(saved);

        assertThat(hostPorts.remove(WEB)).hasSize(8);
        assertThat(hostPorts.remove(DNS)).hasSize(3);
        assertThat(listing()).contains("198.51.100.4").doesNotContain("net/web/eth0", "net/dns/eth0");
        assertThat(hostPorts.remove(SIP)).hasSize(2);
        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void theDocumentedTableIsOneThatWeUnderstand() throws IOException {
        nft("flush ruleset");

        nft(documented());

        hostPorts.check(web);
        hostPorts.check(dns);
        hostPorts.check(sip);
    }

    @Test
    void neighboursAreThoseBehindTheInterfaceTowardsTheContainer() {
        assertThat(elements("masq_link4")).isEqualTo(
                "\"pods0\" . 10.0.0.2 comment \"net/web/eth0\", \"pods0\" . 10.0.0.3 comment \"net/dns/eth0\"");
        assertThat(elements("masq_link6")).isEqualTo(
                "\"pods0\" . fd00::2 comment \"net/web/eth0\", \"pods0\" . fd00::3 comment \"net/dns/eth0\"");
        assertThat(elements("owners")).contains("::ffff:10.0.0.2 . 255 . 1 . 6 . \"pods0\"", "fd00::3 . 255 . 1 . 5 . \"pods0\"");
    }

    @Test
    void aTableOfAVersionThatDidNotCountIsAsGood() throws IOException {
        hostPorts.add(web);
        String uncounted = documented().replaceAll("\n\t\tcounter", "").replaceAll(" counter packets 0 bytes 0", "");
        nft("flush ruleset");
        nft(uncounted);

        hostPorts.add(web);
        hostPorts.check(web);
        assertThat(hostPorts.faults()).isEmpty();
        assertThat(listing()).isEqualTo(uncounted);
        assertThat(hostPorts.listKept()).isNotEmpty().allMatch(kept -> kept.connections().isEmpty());
        assertThat(hostPorts.remove(WEB)).isNotEmpty();
        hostPorts.check(dns);
    }

    private static String documented() throws IOException {
        try (InputStream text = TableIT.class.getResourceAsStream("hostport-table.nft")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
