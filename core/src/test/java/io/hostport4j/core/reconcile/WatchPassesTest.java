package io.hostport4j.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.FakeNetwork;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.MemoryBackend;
import io.hostport4j.core.Requests;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.RuleChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchPassesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final WatchTimes TIMES = new WatchTimes(Duration.ofMillis(5), PATIENCE, Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");

    private final HostPortRequest web = Requests.request(WEB, PortMapping.tcp(8080, 80));
    private final MemoryBackend backend = new MemoryBackend();
    private final HostPorts hostPorts = new HostPorts(Requests.opened(backend), List.of(), new FakeNetwork(), Duration.ofSeconds(30),
            InstantSource.system());
    private final List<HostPortRequest> desired = new ArrayList<>(List.of(web));
    private final List<Reconciliation> heard = new ArrayList<>();
    private long now = -1_000_000_000;
    private boolean unreadable;
    private final WatchPasses passes = new WatchPasses(hostPorts, this::desired, heard::add, TIMES, () -> now);

    @BeforeEach
    void firstPassBringsItBack() {
        assertThat(passes.untilDue()).isZero();
        assertThat(passes.pass()).isTrue();
        assertThat(heard).hasSize(1);
        heard.clear();
    }

    @Test
    void whatIsWholeIsNotTold() {
        assertThat(passes.pass()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void looksOftenForAMinuteAfterItBroughtSomethingBack() {
        assertThat(passes.untilDue()).isEqualTo(TIMES.often());
        later(Duration.ofMinutes(1));
        passes.pass();
        assertThat(passes.untilDue()).isEqualTo(TIMES.seldom());
    }

    @Test
    void aTableThatIsGoneIsMendedAtOnce() {
        backend.forwards.clear();
        passes.note(new RuleChange(RuleChange.Reach.TABLES, Set.of()));

        assertThat(passes.pass()).isTrue();
        hostPorts.check(web);
    }

    @Test
    void whatWasTakenAwayByItselfIsLeftAloneForAWhile() {
        later(Duration.ofMinutes(1));
        passes.pass();
        backend.forwards.clear();
        passes.note(new RuleChange(RuleChange.Reach.FORWARDS, Set.of(WEB.owner().text())));

        assertThat(passes.untilDue()).isEqualTo(PATIENCE);
        passes.pass();
        assertThat(backend.forwards).isEmpty();
        later(PATIENCE);
        assertThat(passes.untilDue()).isZero();
        passes.pass();
        hostPorts.check(web);
    }

    @Test
    void whatADeleteTookAwayStaysAwayWhenTheRuntimeForgetsIt() {
        hostPorts.remove(WEB);
        passes.note(new RuleChange(RuleChange.Reach.FORWARDS, Set.of(WEB.owner().text())));
        passes.pass();
        desired.clear();
        later(PATIENCE);
        passes.pass();

        assertThat(backend.forwards).isEmpty();
    }

    @Test
    void whatItBroughtBackGoesWhenItIsTwiceNotListed() {
        desired.clear();
        passes.pass();
        hostPorts.check(web);
        assertThat(passes.pass()).isTrue();
        assertThat(backend.forwards).isEmpty();
    }

    @Test
    void whatOthersBroughtStaysWhenItIsNotListed() {
        HostPortRequest other = Requests.request(new AttachmentId("net", "other", "eth0"), PortMapping.tcp(9090, 80));
        hostPorts.add(other);

        passes.pass();
        passes.pass();

        hostPorts.check(other);
    }

    @Test
    void aListThatCannotBeReadTakesNothingAway() {
        unreadable = true;

        assertThat(passes.pass()).isFalse();
        assertThat(passes.pass()).isFalse();

        hostPorts.check(web);
        assertThat(passes.untilDue()).isPositive();
    }

    private void later(Duration duration) {
        now += duration.toNanos();
    }

    private List<HostPortRequest> desired() {
        if (unreadable) {
            throw new IllegalStateException("the list cannot be read");
        }
        return desired;
    }
}
