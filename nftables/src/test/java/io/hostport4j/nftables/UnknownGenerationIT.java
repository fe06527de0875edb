package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static io.hostport4j.nftables.Samples.ip;
import static io.hostport4j.nftables.Samples.ipv4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a node that does not tell the rule set's generation the backend takes every commit for a disturbed one. */
class UnknownGenerationIT extends BackendIT {
    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80));

    @Override
    Backend backend(HostNetwork network) {
        return super.backend(new Taciturn(network));
    }

    @Test
    void anAddIsThreeStartsAndOneMoreBehindTheSysctl() {
        hostPorts.add(web);

        assertThat(tools.starts()).isEqualTo(3 + 1);
        hostPorts.check(web);
    }

    @Test
    void aDelLooksWhoNeedsTheSysctlBeforeAndAfterItGoesOffAndTheTableGoes() {
        byNetlink(netlink -> netlink.add(web));

        assertThat(hostPorts.remove(WEB)).hasSize(2);
        assertThat(tools.starts()).isEqualTo(3 + 2);
        hostPorts.close();

        assertThat(listing()).isEmpty();
    }

    @Test
    void whoIsFasterWithAPortThatOverlapsKeepsIt() {
        HostPortRequest onOneAddress = ipv4(DNS, 3, PortMapping.tcp(8080, 80).on(ip("192.0.2.1")));
        tools.beforeNext(() -> { });
        tools.beforeNext(() -> byNetlink(netlink -> netlink.add(onOneAddress)));

        assertThatThrownBy(() -> hostPorts.add(web)).isInstanceOf(ConflictException.class);

        byNetlink(netlink -> netlink.check(onOneAddress));
        assertThat(listed()).hasSize(1);
    }

    /** A node without that number. */
    private record Taciturn(HostNetwork node) implements HostNetwork {
        @Override
        public OptionalInt linkTowards(InetAddress address) {
            return node.linkTowards(address);
        }

        @Override
        public OptionalInt linkNamed(String name) {
            return node.linkNamed(name);
        }

        @Override
        public int countRules(Family family, String table, String chain) {
            return node.countRules(family, table, chain);
        }

        @Override
        public Optional<RouteLocalnetState> routeLocalnet(int link) {
            return node.routeLocalnet(link);
        }

        @Override
        public Set<Integer> markedLinks() {
            return node.markedLinks();
        }

        @Override
        public boolean enableRouteLocalnet(int link) {
            return node.enableRouteLocalnet(link);
        }

        @Override
        public boolean disableRouteLocalnet(int link) {
            return node.disableRouteLocalnet(link);
        }

        @Override
        public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
            return node.endStrayFlows(removed, added, standing);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
