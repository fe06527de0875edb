package io.hostport4j.nftables;

import static io.hostport4j.nftables.Samples.DNS;
import static io.hostport4j.nftables.Samples.WEB;
import static io.hostport4j.nftables.Samples.dualStack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.DeadlineExceededException;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.OperationCancelledException;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.core.tool.Tools;
import io.hostport4j.testkit.HangingTools;
import io.hostport4j.testkit.RequiresTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that end early, at each start of nft: before or after, never between; and the engine goes on. */
@RequiresTools("perl")
class DeadlineIT extends BackendIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HostPortRequest HTTP = dualStack(WEB, 2, PortMapping.tcp(8080, 80), PortMapping.udp(53, 53));

    @ParameterizedTest
    @EnumSource
    void aToolThatHangsEndsAnAddWithNothingLeft(HangingTools.End end) {
        hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(9090, 90)));
        String absent = listing();
        int hangs = 0;
        while (hangs(hangs, end, engine -> engine.add(HTTP))) {
            assertThat(listing()).as("start %d", hangs).isEqualTo(absent);
            hangs++;
        }
        // Each of list and script, before and after its work.
        assertThat(hangs).isEqualTo(4);
        hostPorts.check(HTTP);
    }

    @ParameterizedTest
    @EnumSource
    void aToolThatHangsEndsADelWithAllLeft(HangingTools.End end) {
        hostPorts.add(dualStack(DNS, 3, PortMapping.tcp(9090, 90)));
        hostPorts.add(HTTP);
        int hangs = 0;
        while (hangs(hangs, end, engine -> engine.remove(WEB))) {
            hostPorts.check(HTTP);
            hangs++;
        }
        assertThat(hangs).isEqualTo(4);
        assertThat(listed()).hasSize(2).allMatch(forward -> forward.contains("net/dns/eth0"));
    }

    @Test
    void aLockThatAnotherProcessKeepsIsNamedWithTheProcessAndNothingChanges() throws IOException {
        Path lock = lock();
        Process holder = new ProcessBuilder("perl", "-e", "use Fcntl; open(my $f, '>', $ARGV[0]); my $l = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);"
                + " fcntl($f, F_SETLK, $l) or die; $| = 1; print qq(taken\\n); sleep 600", lock.toString()).start();
        try (BufferedReader output = holder.inputReader(); HostPorts engine = engine(tools, new Ticking())) {
            assertThat(output.readLine()).isEqualTo("taken");
            assertThatThrownBy(() -> engine.add(HTTP)).isInstanceOf(DeadlineExceededException.class)
                    .hasMessage("the ADD of net/web/eth0 was not done within 30000 ms: it waited for the lock " + lock + ", which process "
                            + holder.pid() + " (perl) holds; its host ports are as before; try again later, or raise the deadline");
            assertThat(listing()).isEmpty();
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        hostPorts.add(HTTP);
        hostPorts.check(HTTP);
    }

    /** Whether a start before the operation was done hung, before its work or, with odd numbers, after it; by an engine that knows nothing yet. */
    private static boolean hangs(int start, HangingTools.End end, Consumer<HostPorts> operation) {
        HangingTools hanging = new HangingTools(LIMIT, end);
        hanging.hang(start / 2, start % 2 == 1);
        try (HostPorts engine = engine(hanging, hanging)) {
            try {
                operation.accept(engine);
                // Or in what follows a change that is done: that makes no operation fail.
                hanging.relent();
                Thread.interrupted();
                return false;
            } catch (HostPortException e) {
                assertThat(e.getMessage()).doesNotContain("could not be put back");
                switch (end) {
                    case DEADLINE -> assertThat(e).isInstanceOf(DeadlineExceededException.class).hasMessageContaining("the end of sleep 600");
                    case INTERRUPT -> {
                        assertThat(e).isInstanceOf(OperationCancelledException.class);
                        assertThat(Thread.interrupted()).isTrue();
                    }
                }
                // It goes on.
                assertThat(engine.list()).isNotEmpty();
                return true;
            }
        }
    }

    private static HostPorts engine(Tools tools, InstantSource clock) {
        HostNetwork network = network();
        OperationTime time = new OperationTime(LIMIT, clock);
        NftablesBackendProvider provider = new NftablesBackendProvider(tools);
        Backend backend = provider.open(new Settings(network, Mark.DEFAULT, time));
        return new HostPorts(new OpenedBackend("nftables", ((Probe.Usable) provider.probe()).capabilities(), backend), List.of(), network, time);
    }

    /** The one that an engine here has made for its backend. */
    private Path lock() throws IOException {
        hostPorts.add(HTTP);
        hostPorts.remove(WEB);
        hostPorts.close();
        hostPorts = engine();
        String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString().replaceAll("\\D", "");
        return Stream.of("/run", "/tmp").map(folder -> Path.of(folder, "hostport4j", "nftables-" + namespace + ".lock"))
                .filter(Files::exists).findFirst().orElseThrow();
    }

    /** Each look costs a second. */
    private static final class Ticking implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }
    }
}
