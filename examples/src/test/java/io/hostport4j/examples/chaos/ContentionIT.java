package io.hostport4j.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.examples.chaos.Actor.Company;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many who want the same ports at once, in processes and in threads: a port has one holder, CHECK passes as long as it is held, and
 * nothing is left at the end. Usually some, with {@code -Dchaos.full=true} 32 processes of 50 rounds.
 */
class ContentionIT extends ChaosNode {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netlink", "nftables", "iptables"})
    void aPortHasOneHolderAndItsHolderKeepsIt(String backend) {
        contend(Company.ALIKE, List.of(backend));
    }

    /** As below: nft cannot make its change depend on the netlink backend's of the same moment. */
    @Test
    void backendsWithOneTableMayBeMixed() {
        contend(Company.MIXED, List.of("netlink", "nftables"));
    }

    /** Nobody is given what another one holds; but who is refused may have had it for a moment, which the other one's CHECK can see. */
    @Test
    void backendsWithDifferentTablesMayBeMixed() {
        contend(Company.MIXED, List.of("netlink", "iptables", "nftables", "iptables"));
    }

    private void contend(Company company, List<String> backends) {
        int processes = Scale.of(2, 32);
        int threads = Scale.isFull() ? 0 : 6;
        int rounds = Scale.isFull() ? 50 : backends.equals(List.of("netlink")) ? 25 : 5;
        long seed = Scale.seed("contention of " + backends);
        Claims claims = new Claims(folder);
        List<CompletableFuture<Integer>> actors = new ArrayList<>();
        IntStream.range(0, processes + threads).forEach(i -> {
            String backend = backends.get(i % backends.size());
            actors.add(onThread(() -> i < processes ? process(company, i, backend, seed, rounds) : new Actor(company, i, backend, claims, seed).run(rounds)));
        });
        int added = actors.stream().mapToInt(CompletableFuture::join).sum();
        System.out.println("contention of " + backends + ": " + added + " of " + actors.size() * rounds + " ADDs were not refused");
        assertThat(added).isPositive();
        try (HostPorts hostPorts = HostPorts.open()) {
            assertThat(hostPorts.list()).isEmpty();
        }
        // iptables keeps the chains that all containers share, as the reference does.
        assertThat(Rules.nftables()).doesNotContain("inet hostport");
        assertThat(Rules.all()).doesNotContain("CNI-DN-", "pod-");
    }

    private int process(Company company, int number, String backend, long seed, int rounds) {
        ActorProcess process = new ActorProcess(folder.resolveSibling(folder.getFileName() + "-" + number + ".out"));
        return process.run(List.of(company.name(), Integer.toString(number), backend, folder.toString(), Long.toString(seed),
                Integer.toString(rounds)));
    }

    private static CompletableFuture<Integer> onThread(Supplier<Integer> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "actor").start());
    }
}
