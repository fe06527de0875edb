package io.hostport4j.core;

import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.Settings;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Opens the chosen backend, and one for each other store; when one cannot be opened, those that were are closed again. */
final class Opening {
    private final BackendChoice choice;
    private final List<HostNetworkProvider> networks;

    Opening(List<BackendProvider> providers, List<HostNetworkProvider> networks) {
        this.choice = new BackendChoice(providers);
        this.networks = networks;
    }

    HostPorts open(BackendOptions options) {
        BackendChoice.Chosen chosen = choice.choose(options);
        HostNetworkProvider provider = networks.stream().findFirst()
                .orElseThrow(() -> new BackendUnavailableException("nothing on the class path knows the node's network; add hostport4j-netlink",
                        false));
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            HostNetwork network = provider.open();
            opened.push(network);
            OperationTime time = new OperationTime(options.deadline(), Opening::steadyInstant);
            Settings settings = new Settings(network, options.mark(), time);
            OpenedBackend first = open(chosen, settings, opened);
            List<OpenedBackend> others = new ArrayList<>();
            for (BackendChoice.Chosen other : choice.others(chosen)) {
                others.add(open(other, settings, opened));
            }
            return new HostPorts(first, chosen.toString(), others, network, time, options.tcpFlows());
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    /** Nobody sets this clock: a step of the node's time ends no operation. */
    private static Instant steadyInstant() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    private static OpenedBackend open(BackendChoice.Chosen chosen, Settings settings, Deque<AutoCloseable> opened) {
        OpenedBackend backend = new OpenedBackend(chosen.provider().name(), chosen.probe().capabilities(), chosen.provider().open(settings));
        opened.push(backend.backend());
        return backend;
    }

    private static void closeAll(Deque<AutoCloseable> opened, RuntimeException failure) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
