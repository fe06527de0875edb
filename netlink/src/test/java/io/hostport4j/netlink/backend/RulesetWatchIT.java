package io.hostport4j.netlink.backend;

import static io.hostport4j.netlink.backend.Samples.DNS;
import static io.hostport4j.netlink.backend.Samples.WEB;
import static io.hostport4j.netlink.backend.Samples.dualStack;
import static io.hostport4j.netlink.backend.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.reconcile.AttachmentState;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import io.hostport4j.core.reconcile.WatchTimes;
import io.hostport4j.core.spi.RuleChange;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.socket.Syscalls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host ports that a watch keeps there, whatever others do to the kernel's rules. */
class RulesetWatchIT extends BackendIT {
    private static final Duration HOURS = Duration.ofHours(9);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HostPortRequest web = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53),
            PortMapping.tcp(8443, 443).on(ip("192.0.2.1")));
    private final HostPortRequest dns = dualStack(DNS, 3, PortMapping.tcp(853, 853));
    private final List<HostPortRequest> desired = new CopyOnWriteArrayList<>(List.of(web, dns));
    private final BlockingQueue<Reconciliation> looks = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HostPorts watched;
    private RulesetWatch watch;

    @BeforeEach
    void watch() throws InterruptedException {
        watched = HostPorts.open();
        // Only what the kernel tells may lead to a look: none is due within the test.
        watch = RulesetWatch.start(watched, this::desired, looks::add, new WatchTimes(Duration.ofMillis(5), Duration.ZERO, HOURS, HOURS));
        assertThat(look().mended()).hasSize(2);
    }

    @AfterEach
    void endWatch() {
        watch.close();
        watched.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flush ruleset", "delete table inet hostport", "flush chain inet hostport prerouting", "flush table inet hostport",
        "flush map inet hostport any4"})
    void whatATableLosesIsBack(String script) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            nft(script);

            // The kernel tells of a transaction before nft ends, so every answer comes of this one or a later one.
            assertThat(look().mended()).isNotEmpty();
            awaitWhole();
        }
    }

    @Test
    void allComeBackInOneTransaction() {
        try (Nftables nftables = Nftables.open(Syscalls.ofThisJvm())) {
            watch.close();
            nft("flush ruleset");
            int before = nftables.generation();

            assertThat(hostPorts.addAll(desired)).isEmpty();

            assertThat(nftables.generation()).isEqualTo(before + 1);
            desired.forEach(hostPorts::check);
        }
    }

    @Test
    void aForwardThatIsTakenAwayIsBackWhenItIsStillListed() throws InterruptedException {
        elsewhere(other -> other.remove(WEB));

        assertThat(look().states()).filteredOn(AttachmentState.Mended.class::isInstance)
                .extracting(AttachmentState::attachment).contains(WEB);
        hostPorts.check(web);
    }

    @Test
    void whatWasBroughtBackGoesWhenItIsNotListedAnyMore() throws InterruptedException {
        try (RuleEvents events = hostPorts.ruleEvents()) {
            desired.remove(web);
            watch.look();
            watch.look();
            RuleChange change;
            do {
                // Twice it has to be missing; one look may answer for both calls.
                watch.look();
                change = events.await(Duration.ofMillis(100));
            } while (!change.released().contains(WEB.owner().text()));
        }
        assertThat(listed(WEB)).isEmpty();
        hostPorts.check(dns);
    }

    @Test
    void othersTablesAreNoneOfItsBusiness() throws InterruptedException {
        int before = asked.get();
        for (int i = 0; i < 100; i++) {
            nft("add table ip other\nadd chain ip other c\nadd rule ip other c counter\ndelete table ip other");
        }
        nft("delete table inet hostport");

        look();
        // The one that mends, and those that its own first changes led to.
        assertThat(asked.get() - before).isLessThan(10);
    }

    @Test
    void closingEndsItAndLeavesEverything() {
        watch.close();

        assertThat(watch.awaitEnd()).isEmpty();
        hostPorts.check(web);
        nft("flush ruleset");
        assertThat(looks).isEmpty();
        assertThat(listing()).isEmpty();
    }

    private List<HostPortRequest> desired() {
        asked.incrementAndGet();
        return desired;
    }

    private Reconciliation look() throws InterruptedException {
        Reconciliation look = looks.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(look).as("a look that finds something to mend").isNotNull();
        return look;
    }

    /** A flush may come amid a look, whose report is then old; what it leaves to do is done by the next. */
    private void awaitWhole() throws InterruptedException {
        try (RuleEvents events = hostPorts.ruleEvents()) {
            while (!isWhole()) {
                assertThat(events.await(LONG).reach()).isNotEqualTo(RuleChange.Reach.NONE);
            }
        }
        looks.clear();
    }

    private boolean isWhole() {
        try {
            hostPorts.check(web);
            hostPorts.check(dns);
            return true;
        } catch (CheckFailedException e) {
            return false;
        }
    }
}
