package io.hostport4j.netlink.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.netlink.socket.Syscalls;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel tells of changes. */
@RequiresNamespaces
class RulesetMonitorIT extends NftablesIT {
    private static final Table OTHER = new Table(Family.IP, "other");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration NOT_AT_ALL = Duration.ZERO;

    private RulesetMonitor monitor;

    @BeforeEach
    void listen() {
        monitor = RulesetMonitor.open(Syscalls.ofThisJvm(), Set.of(TABLE), RulesetMonitor.WAITING_ROOM);
    }

    @AfterEach
    void closeMonitor() {
        monitor.close();
    }

    @Test
    void nothingIsHeardWhereNothingHappens() {
        assertThat(monitor.await(NOT_AT_ALL)).isEmpty();
    }

    @Test
    void aChangeOfTheTableIsHeardWithItsGeneration() {
        nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 1)).build());

        RulesetChange change = monitor.await(LONG).orElseThrow();

        assertThat(change.refilled()).containsExactly(TABLE);
        assertThat(change.touched()).isEmpty();
        assertThat(change.generation()).hasValue(nftables.generation());
        assertThat(change.elsewhere()).isFalse();
        assertThat(change.lost()).isFalse();
        assertThat(change.removed()).isEmpty();
    }

    @Test
    void elementsThatAreTakenOutTellTheirComments() {
        SetElement marked = element(80, 1).withComment("net/web/eth0");
        nftables.commit(NftTransaction.builder().add(ANY4, marked).build());
        nftables.commit(NftTransaction.builder().delete(ANY4, marked).build());

        assertThat(monitor.await(LONG).orElseThrow().removed()).containsExactly("net/web/eth0");
    }

    @Test
    void aChangeOfAnotherTableIsHeardAsThat() {
        nftables.commit(NftTransaction.builder().add(OTHER).delete(OTHER).build());

        RulesetChange change = monitor.await(LONG).orElseThrow();

        assertThat(change.touched()).isEmpty();
        assertThat(change.elsewhere()).isTrue();
    }

    @Test
    @RequiresTools("nft")
    void aFlushOfEverythingTouchesTheTable() {
        Nft.run("flush", "ruleset");

        assertThat(monitor.await(LONG).orElseThrow().touched()).containsExactly(TABLE);
    }

    @Test
    void whatHappenedTogetherIsToldTogether() {
        nftables.commit(NftTransaction.builder().add(OTHER).delete(OTHER).build());
        nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 1)).build());

        RulesetChange change = monitor.await(LONG).orElseThrow();

        assertThat(change.refilled()).containsExactly(TABLE);
        assertThat(change.elsewhere()).isTrue();
        assertThat(monitor.await(NOT_AT_ALL)).isEmpty();
    }

    @Test
    void lostNoticesAreTold() {
        try (RulesetMonitor small = RulesetMonitor.open(Syscalls.ofThisJvm(), Set.of(TABLE), 1)) {
            for (int i = 0; i < 100; i++) {
                nftables.commit(NftTransaction.builder().add(OTHER).delete(OTHER).build());
            }

            assertThat(small.await(LONG).orElseThrow().lost()).isTrue();

            // It hears again what comes after.
            while (small.await(NOT_AT_ALL).isPresent()) { }
            nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 1)).build());
            assertThat(small.await(LONG).orElseThrow().lost()).isFalse();
        }
    }

    @Test
    void whoWaitsIsWoken() throws Exception {
        assertThat(whileWaiting(monitor::wakeUp)).isEmpty();
        // It goes on as before.
        nftables.commit(NftTransaction.builder().add(ANY4, elements(80, 1)).build());
        assertThat(monitor.await(LONG).or(() -> monitor.await(LONG)).orElseThrow().refilled()).containsExactly(TABLE);
    }

    @Test
    void whoWaitsEndsWhenItIsClosed() throws Exception {
        assertThat(whileWaiting(monitor::close)).isEmpty();
        assertThat(monitor.await(LONG)).isEmpty();
    }

    @Test
    void awakeningsBeforehandCount() {
        monitor.wakeUp();
        assertThat(monitor.await(LONG)).isEmpty();
    }

    private Optional<RulesetChange> whileWaiting(Runnable action) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Optional<RulesetChange>> answer = new CompletableFuture<>();
        Thread waiter = new Thread(() -> answer.complete(monitor.await(LONG)));
        waiter.start();
        // In poll(2) a thread is running for the JVM; whether it is there already or not yet, the wait has to end.
        action.run();
        return answer.get(LONG.toSeconds() / 2, TimeUnit.SECONDS);
    }
}
