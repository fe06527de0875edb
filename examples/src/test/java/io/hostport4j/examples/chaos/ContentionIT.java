package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.examples.chaos.Actor.Company;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many who want the same ports at once, in processes and in threads: of all who were told that a port is theirs and have not begun to
 * give it back there is one at any time, CHECK passes as long as it is held, and nothing is left at the end. Usually some, with
 * {@code -Dchaos.full=true} 32 processes of 50 rounds.
 */
class ContentionIT extends ChaosNode {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aPortHasOneHolderAndItsHolderKeepsIt(String backend) {
        contend(Company.ALIKE, backend);
    }

    /** As below: nft cannot make its change depend on the netlink backend's of the same moment. */
    @Test
    void backendsWithOneTableMayBeMixed() {
        contend(Company.MIXED, "netlink", "nftables");
    }

    /** Nobody is given what another one holds; but who is refused may have had it for a moment, which the other one's CHECK can see. */
    @Test
    void backendsWithDifferentTablesMayBeMixed() {
        contend(Company.MIXED, "netlink", "iptables", "nftables", "iptables");
    }

    private void contend(Company company, String... backends) {
        int rounds = Scale.isFull() ? 50 : backends[0].equals("netlink") && company == Company.ALIKE ? 25 : 5;
        Contention contention = new Contention(company, Stream.of(backends).map(Candidate::new).toList(), Scale.of(2, 32),
                Scale.isFull() ? 0 : 6, rounds, folder);
        Tally tally = contention.run(Scale.seed("contention of " + List.of(backends)));
        assertThat(tally.faults()).isEmpty();
        assertThat(tally.of(Actor.ADDED)).isPositive();
        try (HostPorts hostPorts = HostPorts.open()) {
            assertThat(hostPorts.list()).isEmpty();
        }
    }
}
