package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.model.PortRange;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often nft is started: a process takes longer than all that it does. */
class ProcessCountIT extends BackendIT {
    private static final int PORTS = 100;

    private final HostPortRequest hundred = dualStack(WEB, 2,
            IntStream.range(0, PORTS).mapToObj(i -> PortMapping.tcp(10_000 + 2 * i, 80)).toArray(PortMapping[]::new));
    private final HostPortRequest other = dualStack(DNS, 3, PortMapping.udp(53, 53));

    @Test
    void anAddIsOneListAndOneScript() {
        hostPorts.add(hundred);

        assertThat(tools.starts()).isEqualTo(2);
        assertThat(hostPorts.list()).hasSize(2 * PORTS);
    }

    @Test
    void manyTogetherAreOneListAndOneScript() {
        List<HostPortRequest> many = IntStream.range(0, 20).mapToObj(i ->
                dualStack(new AttachmentId("net", "pod" + i, "eth0"), 10 + i, PortMapping.tcp(8000 + i, 80))).toList();

        assertThat(hostPorts.addAll(many)).isEmpty();

        assertThat(tools.starts()).isEqualTo(2);
        many.forEach(hostPorts::check);
        assertThat(hostPorts.list()).hasSize(40);
    }

    @Test
    void aDelBesideOthersIsOneListAndOneScript() {
        byNetlink(netlink -> {
            netlink.add(hundred);
            netlink.add(other);
        });

        assertThat(hostPorts.remove(WEB)).hasSize(2 * PORTS);
        hostPorts.close();

        assertThat(tools.starts()).isEqualTo(3);
        assertThat(listing()).contains("net/dns/eth0");
    }

    @Test
    void theDelOfTheLastTakesTheTableAwayWithOneMore() {
        byNetlink(netlink -> netlink.add(hundred));

        hostPorts.remove(WEB);
        hostPorts.close();

        assertThat(tools.starts()).isEqualTo(3);
        assertThat(listing()).isEmpty();
    }

    @Test
    void anAddThatSomebodyDisturbsIsOneListMore() {
        tools.beforeNext(() -> { });
        tools.beforeNext(() -> nft("add table inet foreign"));

        hostPorts.add(hundred);

        assertThat(tools.starts()).isEqualTo(3);
        hostPorts.check(hundred);
    }

    @Test
    void whatIsKnownIsNotAskedAgain() {
        hostPorts.add(hundred);
        int starts = tools.starts();

        hostPorts.check(hundred);
        hostPorts.check(hundred);
        hostPorts.list();

        assertThat(tools.starts()).isEqualTo(starts + 1);
    }

    @Test
    void aCheckIsOneListEvenWhereItFails() {
        hostPorts.add(hundred);
        nft("delete element inet hostport any4 { tcp . 10000 }");
        int starts = tools.starts();

        assertThatThrownBy(() -> hostPorts.check(hundred)).hasMessageContaining("10000");

        assertThat(tools.starts()).isEqualTo(starts + 1);
    }

    @Test
    void theProbeStartsNothing() {
        NftablesBackendProvider provider = new NftablesBackendProvider(tools);

        provider.probe();
        provider.open(new Settings(network())).close();

        assertThat(tools.starts()).isZero();
    }

    @Test
    void theEngineFindsTheBackendByItsName() {
        try (HostPorts named = HostPorts.open(BackendOptions.named("nftables"))) {
            assertThat(named.backend()).startsWith("nftables (").contains("/nft, Linux ");
            named.add(hundred);
            named.check(hundred);
            assertThat(named.listKept()).hasSize(2 * PORTS).allMatch(kept -> kept.backend().equals("nftables"));
            assertThat(named.remove(WEB)).hasSize(2 * PORTS);
        }
        assertThat(listing()).isEmpty();
    }

    @Test
    void tenThousandForwardsAreReadInOneGo() {
        List<PortMapping> mappings = new ArrayList<>();
        mappings.add(new PortMapping(new PortRange(20_000, 29_999), 20_000, Protocol.TCP, Optional.empty()));
        byNetlink(netlink -> netlink.add(Samples.ipv4(DNS, 3, mappings.toArray(PortMapping[]::new))));

        hostPorts.add(hundred);
        hostPorts.check(hundred);

        assertThat(hostPorts.list()).hasSize(10_000 + 2 * PORTS);
        assertThat(tools.starts()).isEqualTo(3);
    }
}
