package io.hostport4j.iptables;

import static io.hostport4j.iptables.Samples.DNS;
import static io.hostport4j.iptables.Samples.WEB;
import static io.hostport4j.iptables.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.DeadlineExceededException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OperationCancelledException;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.testkit.HangingTools;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations that end early, at each start of a program: both families as before or both as after; and the engine goes on. */
class DeadlineIT extends IptablesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HostPortRequest HTTP = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53));

    @ParameterizedTest
    @CsvSource({"NFT, DEADLINE", "NFT, INTERRUPT", "LEGACY, DEADLINE", "LEGACY, INTERRUPT"})
    void aProgramThatHangsEndsAnAddWithNothingLeft(Flavour flavour, HangingTools.End end) {
        with(flavour, elsewhere -> elsewhere.add(dualStack(DNS, 3, PortMapping.tcp(9090, 90))));
        Set<String> absent = rules(flavour);
        HangingTools hanging = new HangingTools(LIMIT, end);
        try (HostPorts engine = open(flavour, hanging, Mark.DEFAULT, new OperationTime(LIMIT, hanging))) {
            int hangs = 0;
            for (int start = 0; hang(hanging, start, end, () -> engine.add(HTTP)); start++) {
                hangs++;
                assertThat(rules(flavour)).as("start %d", start).isEqualTo(absent);
            }
            // Each of two saves and two restores, before and after its work.
            assertThat(hangs).isGreaterThanOrEqualTo(8);
            engine.check(HTTP);
        }
    }

    @ParameterizedTest
    @CsvSource({"NFT, DEADLINE", "NFT, INTERRUPT", "LEGACY, DEADLINE", "LEGACY, INTERRUPT"})
    void aProgramThatHangsEndsADelWithAllLeft(Flavour flavour, HangingTools.End end) {
        with(flavour, elsewhere -> elsewhere.add(dualStack(DNS, 3, PortMapping.tcp(9090, 90))));
        Set<String> absent = rules(flavour);
        with(flavour, elsewhere -> elsewhere.add(HTTP));
        HangingTools hanging = new HangingTools(LIMIT, end);
        try (HostPorts engine = open(flavour, hanging, Mark.DEFAULT, new OperationTime(LIMIT, hanging))) {
            int hangs = 0;
            for (int start = 0; hang(hanging, start, end, () -> engine.remove(WEB)); start++) {
                hangs++;
                with(flavour, elsewhere -> elsewhere.check(HTTP));
            }
            assertThat(hangs).isGreaterThanOrEqualTo(8);
            assertThat(rules(flavour)).isEqualTo(absent);
        }
    }

    /** Whether a start before the operation was done hung, before its work or, with odd numbers, after it. */
    private static boolean hang(HangingTools hanging, int start, HangingTools.End end, Runnable operation) {
        hanging.hang(start / 2, start % 2 == 1);
        try {
            operation.run();
            // Or in what follows a change that is done: that makes no operation fail.
            hanging.relent();
            Thread.interrupted();
            return false;
        } catch (HostPortException e) {
            switch (end) {
                case DEADLINE -> assertThat(e).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("the end of sleep 600");
                case INTERRUPT -> {
                    assertThat(e).isInstanceOf(OperationCancelledException.class);
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
            assertThat(e.getMessage()).doesNotContain("could not be put back");
            return true;
        }
    }

    /** In no order: what is put back comes last. */
    private static Set<String> rules(Flavour flavour) {
        List<String> lines = saved(flavour);
        Set<String> rules = new TreeSet<>(lines);
        assertThat(rules).isNotEmpty();
        return rules;
    }
}
