package io.hostport4j.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.RouteLocalnetState;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceTest {
    private static final List<String> CHAINS = List.of("CNI-DN-x", "CNI-HOSTPORT-DNAT");

    @TempDir
    Path proc;

    /** Knows how many rules the chains of IPv4 have. */
    private record Counted(Map<String, Integer> rules) implements HostNetwork {
        @Override
        public OptionalInt linkTowards(InetAddress address) {
            throw new AssertionError();
        }

        @Override
        public OptionalInt linkNamed(String name) {
            throw new AssertionError();
        }

        @Override
        public int countRules(Family family, String table, String chain) {
            return family == Family.IPV4 && table.equals("nat") ? rules.getOrDefault(chain, 0) : 0;
        }

        @Override
        public Optional<RouteLocalnetState> routeLocalnet(int link) {
            throw new AssertionError();
        }

        @Override
        public Set<Integer> markedLinks() {
            throw new AssertionError();
        }

        @Override
        public boolean enableRouteLocalnet(int link) {
            throw new AssertionError();
        }

        @Override
        public boolean disableRouteLocalnet(int link) {
            throw new AssertionError();
        }

        @Override
        public int endStrayFlows(Collection<Forward> removed, Collection<Forward> added, Collection<Forward> standing) {
            throw new AssertionError();
        }

        @Override
        public void close() {}
    }

    @Test
    void inNfTablesTheRulesAreCounted() {
        assertThat(mayHave(Flavour.NFT, Family.IPV4, Map.of("CNI-HOSTPORT-DNAT", 1))).isTrue();
        assertThat(mayHave(Flavour.NFT, Family.IPV4, Map.of("CNI-DN-x", 3))).isTrue();
        assertThat(mayHave(Flavour.NFT, Family.IPV4, Map.of("CNI-HOSTPORT-MASQ", 1))).isFalse();
        assertThat(mayHave(Flavour.NFT, Family.IPV6, Map.of("CNI-HOSTPORT-DNAT", 1))).isFalse();
    }

    @Test
    void aLegacyTableMayHaveAnythingWhenTheKernelNamesIt() throws IOException {
        Files.writeString(proc.resolve("ip_tables_names"), "filter\nnat\n");
        Files.writeString(proc.resolve("ip6_tables_names"), "filter\n");

        assertThat(mayHave(Flavour.LEGACY, Family.IPV4, Map.of())).isTrue();
        assertThat(mayHave(Flavour.LEGACY, Family.IPV6, Map.of())).isFalse();
    }

    @Test
    void withoutTheKernelModuleThereIsNoLegacyTable() {
        assertThat(mayHave(Flavour.LEGACY, Family.IPV4, Map.of("CNI-HOSTPORT-DNAT", 1))).isFalse();
    }

    @Test
    void whereTheListCannotBeReadTheToolCouldNotTellEither() throws IOException {
        Files.createDirectory(proc.resolve("ip_tables_names"));

        assertThat(mayHave(Flavour.LEGACY, Family.IPV4, Map.of())).isFalse();
    }

    private boolean mayHave(Flavour flavour, Family family, Map<String, Integer> rules) {
        return new Presence(new Counted(rules), proc).mayHave(new Place(flavour, family), CHAINS);
    }
}
