package io.hostport4j.netlink.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.OpenedBackend;
import io.hostport4j.core.OperationCancelledException;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Probe;
import io.hostport4j.core.spi.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations whose thread is interrupted, before each call of the backend and of the node's network: done, or as if not begun. */
class CancellationIT extends BackendIT {
    private static final AttachmentId WEB = new AttachmentId("net", "web", "eth0");

    private int calls;
    private int interruptedCall = Integer.MAX_VALUE;

    @Test
    void anInterruptedAddIsDoneOrNotBegun() throws UnknownHostException {
        HostPortRequest http = new HostPortRequest(WEB, List.of(ContainerAddress.of(InetAddress.getByName("10.0.0.2")),
                ContainerAddress.of(InetAddress.getByName("fd00::2"))), List.of(PortMapping.tcp(8080, 80), PortMapping.udp(53, 53)));
        int cancelled = 0;
        int done = 0;
        boolean reached = true;
        for (int call = 0; reached; call++) {
            try (HostPorts engine = engine()) {
                calls = 0;
                interruptedCall = call;
                try {
                    engine.add(http);
                    reached = calls > call;
                    assertThat(Thread.interrupted()).isEqualTo(reached);
                    done += reached ? 1 : 0;
                    interruptedCall = Integer.MAX_VALUE;
                    engine.check(http);
                } catch (OperationCancelledException e) {
                    cancelled++;
                    assertThat(Thread.interrupted()).isTrue();
                    assertThat(e.getMessage()).contains("its host ports are as before");
                    assertThat(hostPorts.list()).isEmpty();
                    interruptedCall = Integer.MAX_VALUE;
                    engine.add(http);
                    engine.check(http);
                }
                assertThat(engine.remove(WEB)).hasSize(4);
            }
            assertThat(listing()).isEmpty();
        }
        assertThat(cancelled).isPositive();
        // Flows are ended after everything that an interrupt undoes.
        assertThat(done).isPositive();
    }

    private HostPorts engine() {
        HostNetwork network = interrupting(HostNetwork.class, new NodeNetworkProvider().open());
        OperationTime time = new OperationTime();
        NetlinkBackendProvider provider = new NetlinkBackendProvider();
        Backend backend = interrupting(Backend.class, provider.open(new Settings(network)));
        return new HostPorts(new OpenedBackend(provider.name(), ((Probe.Usable) provider.probe()).capabilities(), backend), List.of(), network, time);
    }

    private <T> T interrupting(Class<T> type, T behind) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (calls++ == interruptedCall) {
                Thread.currentThread().interrupt();
            }
            try {
                return method.invoke(behind, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
