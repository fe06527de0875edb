package io.hostport4j.examples.agent;

import io.hostport4j.core.BackendOptions;
import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.HostListenerException;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.UnsupportedOptionException;
import io.hostport4j.core.cni.HostPortsSource;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.spi.Capability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open engine for each setting of the backend, shared by all who call with it at once.
 *
 * <p>Opening one costs some ten times an ADD, so they stay. They are renewed beside the calls: what a call finds out by opening an engine,
 * which backends the node has, is never older than a minute; and what an engine takes away when it is closed, the table around the last
 * forward, goes soon after the calls. Thread-safe.
 */
final class Engines implements HostPortsSource, AutoCloseable {
    /** Networks have one setting each, and most nodes one in all. */
    static final int KEPT = 8;
    /** A runtime that restarts a container makes its ADD sooner than that after the DEL. */
    static final Duration QUIET = Duration.ofSeconds(2);
    static final Duration OLD = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    private final Function<BackendOptions, HostPorts> opener;
    private final Consumer<HostPorts> preparation;
    private final InstantSource clock;
    private final Map<BackendOptions, SharedEngine> engines = new LinkedHashMap<>(KEPT, 0.75f, true);

    /**
     * @param opener opens one
     * @param preparation has one that was renewed look at the node, so that its first call need not
     */
    Engines(Function<BackendOptions, HostPorts> opener, Consumer<HostPorts> preparation, InstantSource clock) {
        this.opener = opener;
        this.preparation = preparation;
        this.clock = clock;
    }

    @Override
    public <T> T with(BackendOptions asked, Function<HostPorts, T> work) {
        BackendOptions options = lasting(asked);
        SharedEngine engine = lend(options);
        try {
            return work.apply(engine.open());
        } catch (InvalidRequestException | UnsupportedOptionException | ConflictException | HostListenerException | CheckFailedException e) {
            throw e;
        } catch (HostPortException e) {
            // Whatever it is that failed, a call after this one begins anew, as a process would.
            retire(options, engine);
            throw e;
        } catch (RuntimeException | Error e) {
            retire(options, engine);
            throw e;
        } finally {
            giveBack(engine);
        }
    }

    /**
     * Renews those that are old, and those that were used and are not any more; to be called now and then.
     *
     * @return whether there were any
     */
    boolean renew() {
        Map<BackendOptions, SharedEngine> due = new LinkedHashMap<>();
        synchronized (this) {
            Instant now = clock.instant();
            engines.forEach((options, engine) -> {
                if (engine.isDue(now)) {
                    due.put(options, engine);
                }
            });
        }
        due.forEach((options, engine) -> {
            SharedEngine fresh = new SharedEngine(() -> opener.apply(options), clock.instant());
            try {
                fresh.open();
            } catch (RuntimeException e) {
                LOG.debug("an engine cannot be opened anew: {}", e.getMessage());
                retire(options, engine);
                return;
            }
            boolean replaced;
            synchronized (this) {
                replaced = engines.replace(options, engine, fresh);
            }
            close(replaced ? engine : fresh);
            if (replaced) {
                prepare(fresh);
            }
        });
        return !due.isEmpty();
    }

    /** Closes those that nobody uses; the others when they are given back. */
    @Override
    public void close() {
        List<SharedEngine> all;
        synchronized (this) {
            all = new ArrayList<>(engines.values());
            engines.clear();
        }
        all.forEach(Engines::close);
    }

    /** After the old one is closed, which may change the rules. */
    private void prepare(SharedEngine engine) {
        try {
            engine.prepare(preparation);
        } catch (RuntimeException e) {
            LOG.debug("a first call may meet: {}", e.getMessage());
        }
    }

    /**
     * ADD says that forwards have to outlive the process, and DEL does not, though every backend here is of that kind. Two engines would take
     * each other's changes for a stranger's, and read again what they know.
     */
    private static BackendOptions lasting(BackendOptions options) {
        if (options.needs().containsKey(Capability.LASTING)) {
            return options;
        }
        Map<Capability, List<String>> needs = new EnumMap<>(Capability.class);
        needs.putAll(options.needs());
        needs.put(Capability.LASTING, List.of());
        return new BackendOptions(options.configured(), options.nodesDefault(), needs, options.mark(), options.deadline(), options.tcpFlows());
    }

    private SharedEngine lend(BackendOptions options) {
        SharedEngine lent;
        List<SharedEngine> superfluous = new ArrayList<>();
        synchronized (this) {
            lent = engines.computeIfAbsent(options, key -> new SharedEngine(() -> opener.apply(key), clock.instant()));
            lent.lend();
            var eldest = engines.values().iterator();
            while (engines.size() > KEPT) {
                superfluous.add(eldest.next());
                eldest.remove();
            }
        }
        superfluous.forEach(Engines::close);
        return lent;
    }

    private void giveBack(SharedEngine engine) {
        closing(() -> engine.giveBack(clock.instant()));
    }

    private void retire(BackendOptions options, SharedEngine engine) {
        synchronized (this) {
            engines.remove(options, engine);
        }
        close(engine);
    }

    private static void close(SharedEngine engine) {
        closing(engine::retire);
    }

    /** The call has its answer; what is left around forwards is for the next engine. */
    private static void closing(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("an engine could not be closed: {}", e.getMessage());
        }
    }
}
