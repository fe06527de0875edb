package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many ports, many owners. */
class ScaleIT extends BackendIT {
    private static final int OWNERS = 500;
    private static final int PORTS_EACH = 20;

    @Test
    void tenThousandPortsOfOneRangeAreAddedListedCheckedAndRemoved() {
        HostPortRequest request = dualStack(WEB, 2,
                new PortMapping(new PortRange(20_000, 24_999), 10_000, Protocol.UDP, Optional.empty()));
        hostPorts.add(request);

        assertThat(hostPorts.list()).hasSize(10_000).extracting(Forward::toString).containsAll(IntStream.range(0, 5_000)
                .mapToObj(i -> "[::]:" + (20_000 + i) + "/udp -> [fd00::2]:" + (10_000 + i) + " of net/web/eth0").toList());
        hostPorts.check(request);
        elsewhere(other -> other.check(request));
        assertThatThrownBy(() -> hostPorts.add(ipv4(DNS, 3, PortMapping.udp(24_999, 53)))).isInstanceOf(ConflictException.class);
        elsewhere(other -> assertThat(other.remove(WEB)).hasSize(10_000));
        assertThat(listing()).isEmpty();
    }

    @Test
    void askingAgainAndAgainWhetherALargeTableIsEmptyGivesTheSameAnswer() {
        hostPorts.add(ipv4(WEB, 2, new PortMapping(new PortRange(20_000, 29_999), 10_000, Protocol.TCP, Optional.empty())));
        try (Backend backend = new NetlinkBackendProvider().open()) {
            assertThat(backend.isEmpty()).isFalse();
            assertThat(backend.isEmpty()).isFalse();
            hostPorts.remove(WEB);
            assertThat(backend.isEmpty()).isTrue();
            assertThat(backend.isEmpty()).isTrue();
        }
    }

    @Test
    void ofTenThousandPortsTheOneThatIsMissingIsFoundAndMended() {
        HostPortRequest request = ipv4(WEB, 2, new PortMapping(new PortRange(20_000, 29_999), 10_000, Protocol.TCP, Optional.empty()));
        hostPorts.add(request);
        nft("delete element inet hostport any4 { tcp . 27182 }");

        assertThatThrownBy(() -> hostPorts.check(request)).isInstanceOfSatisfying(CheckFailedException.class,
                e -> assertThat(e.missing()).extracting(Forward::toString)
                        .containsExactly("0.0.0.0:27182/tcp -> 10.0.0.2:17182 of net/web/eth0"));
        hostPorts.add(request);

        hostPorts.check(request);
        assertThat(hostPorts.remove(WEB)).hasSize(10_000);
    }

    @Test
    void fiveHundredOwnersOfTwentyPortsEachKeepTheirs() {
        for (int i = 0; i < OWNERS; i++) {
            hostPorts.add(scattered(i));
        }
        assertThat(hostPorts.list()).hasSize(OWNERS * PORTS_EACH);
        for (int i = 0; i < OWNERS; i += 7) {
            hostPorts.check(scattered(i));
        }

        for (int i = 0; i < OWNERS; i += 2) {
            assertThat(hostPorts.remove(owner(i))).hasSize(PORTS_EACH);
        }

        Set<String> left = hostPorts.list().stream().map(forward -> forward.owner().container()).collect(Collectors.toSet());
        assertThat(left).hasSize(OWNERS / 2);
        for (int i = 1; i < OWNERS; i += 50) {
            int number = i;
            elsewhere(other -> other.check(scattered(number)));
        }
        elsewhere(other -> {
            for (int i = 1; i < OWNERS; i += 2) {
                assertThat(other.remove(owner(i))).hasSize(PORTS_EACH);
            }
        });
        assertThat(listing()).isEmpty();
    }

    /** Ports that are no row: each is a row of the index by itself. */
    private static HostPortRequest scattered(int i) {
        List<PortMapping> mappings = new ArrayList<>();
        for (int port = 0; port < PORTS_EACH; port++) {
            mappings.add(PortMapping.tcp(1 + i + port * OWNERS, 80 + port));
        }
        return new HostPortRequest(owner(i), ipv4(WEB, 2 + i % 250, PortMapping.tcp(1, 1)).addresses(), mappings);
    }

    private static AttachmentId owner(int i) {
        return new AttachmentId("net", "c" + i, "eth0");
    }
}
