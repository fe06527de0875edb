package io.hostport4j.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Settings;
import io.hostport4j.testkit.memory.MemoryBackendProvider;
import io.hostport4j.testkit.memory.MemoryNetwork;
import io.hostport4j.testkit.memory.MemoryNode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final AttachmentId POD = new AttachmentId("pods", "pod", "eth0");

    private final MemoryNode node = new MemoryNode();
    private Instant now = Instant.EPOCH;
    private int opened;
    private final List<HostPorts> prepared = new ArrayList<>();
    private final Engines engines = new Engines(this::open, prepared::add, () -> now);

    @Test
    void oneEngineServesCallAfterCall() {
        HostPorts first = current();
        assertThat(current()).isSameAs(first);
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void otherSettingsHaveAnotherEngine() {
        HostPorts first = current();
        assertThat(engines.<HostPorts>with(BackendOptions.DEFAULT.withDeadline(Duration.ofSeconds(5)), engine -> engine)).isNotSameAs(first);
    }

    @Test
    void whatOnlyAsksForForwardsThatLastHasTheSame() {
        HostPorts first = current();
        BackendOptions ofAdd = new BackendOptions(Optional.empty(), Optional.empty(), Map.of(Capability.LASTING, List.of()), Mark.DEFAULT);
        assertThat(engines.<HostPorts>with(ofAdd, engine -> engine)).isSameAs(first);
    }

    @Test
    void onlySoManyStayOpen() {
        for (int i = 1; i <= Engines.KEPT + 3; i++) {
            engines.with(BackendOptions.DEFAULT.withDeadline(Duration.ofSeconds(i)), HostPorts::backend);
        }
        assertThat(node.openBackends()).isEqualTo(Engines.KEPT);
    }

    @Test
    void oneThatFailedIsNotUsedAgain() {
        HostPorts first = current();
        assertThatThrownBy(() -> engines.with(BackendOptions.DEFAULT, engine -> {
            throw new BackendFailedException("the kernel is tired");
        })).isInstanceOf(BackendFailedException.class);
        assertThat(node.openBackends()).isZero();
        assertThat(current()).isNotSameAs(first);
    }

    @Test
    void oneThatOnlyRefusedARequestIs() {
        HostPorts first = current();
        assertThatThrownBy(() -> engines.with(BackendOptions.DEFAULT, engine -> {
            throw new InvalidRequestException("hostPort", "0", "give 1 to 65535");
        })).isInstanceOf(InvalidRequestException.class);
        assertThat(current()).isSameAs(first);
    }

    @Test
    void whoHasOneKeepsItUntilItIsGivenBack() {
        engines.with(BackendOptions.DEFAULT, engine -> {
            engines.close();
            assertThat(node.openBackends()).isEqualTo(1);
            return engine.list();
        });
        assertThat(node.openBackends()).isZero();
    }

    @Test
    void whatIsLeftAroundTheLastForwardGoesSoonAfterTheCalls() throws Exception {
        HostPortRequest request = new HostPortRequest(POD, List.of(ContainerAddress.of(InetAddress.getByName("10.88.0.2"))),
                List.of(PortMapping.tcp(8080, 80)));
        engines.with(BackendOptions.DEFAULT, engine -> {
            engine.add(request);
            return engine.remove(POD);
        });
        engines.renew();
        assertThat(node.dump()).isNotEmpty();
        now = now.plus(Engines.QUIET);
        engines.renew();
        assertThat(node.dump()).isEmpty();
        assertThat(opened).isEqualTo(2);
        now = now.plus(Engines.QUIET);
        engines.renew();
        assertThat(opened).as("nobody used the second one").isEqualTo(2);
    }

    @Test
    void anOldOneIsOpenedAnew() {
        HostPorts first = current();
        engines.renew();
        assertThat(current()).isSameAs(first);
        now = now.plus(Engines.OLD);
        engines.with(BackendOptions.DEFAULT, used -> {
            engines.renew();
            return used.list();
        });
        assertThat(current()).isNotSameAs(first);
        assertThat(node.openBackends()).isEqualTo(1);
    }

    @Test
    void oneThatWasOpenedAnewIsPreparedForItsFirstCall() {
        current();
        now = now.plus(Engines.QUIET);
        engines.renew();
        assertThat(prepared).containsExactly(current());
    }

    private HostPorts current() {
        return engines.with(BackendOptions.DEFAULT, engine -> engine);
    }

    private HostPorts open(BackendOptions options) {
        opened++;
        MemoryBackendProvider provider = new MemoryBackendProvider(node);
        MemoryNetwork network = new MemoryNetwork(node);
        return new HostPorts(new OpenedBackend(provider.name(), provider.capabilities(), provider.open(new Settings(network))), List.of(), network,
                new OperationTime());
    }
}
