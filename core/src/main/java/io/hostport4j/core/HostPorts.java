package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Host ports of this node: gives them to containers, takes them back, tells what there is.
 *
 * <pre>{@code
 * try (HostPorts hostPorts = HostPorts.open()) {
 *     hostPorts.add(new HostPortRequest(new AttachmentId("web", "c1", "eth0"),
 *             List.of(ContainerAddress.of(address)), List.of(PortMapping.tcp(8080, 80))));
 * }
 * }</pre>
 *
 * <p>All state is in the kernel: any process may add what another removes, and what was added stays when this is closed. It works
 * in the network namespace of the thread that opened it. Thread-safe; operations follow one another.
 */
public final class HostPorts implements AutoCloseable {
    /** How long an operation tries when others change the rule set all the time. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Whoever meets others that often leaves the rest to them. */
    private static final int TIDY_TRIES = 16;
    private static final Logger LOG = LoggerFactory.getLogger(HostPorts.class);

    private final Backend backend;
    private final HostNetwork network;
    private final ForwardStore store;
    private boolean removed;
    private boolean closed;

    /**
     * Host ports on parts of the caller's choice, which it closes.
     *
     * @param deadline how long an operation tries when others change the rule set all the time
     */
    public HostPorts(Backend backend, HostNetwork network, Duration deadline, InstantSource clock) {
        this.backend = backend;
        this.network = network;
        this.store = new ForwardStore(backend, deadline, clock);
    }

    /**
     * Host ports through the best backend that is usable here.
     *
     * @throws BackendUnavailableException when none is; it says of each why
     */
    public static HostPorts open() {
        return open(Optional.empty());
    }

    /**
     * Host ports through the backend of that name, or without a name through the best that is usable here.
     *
     * @throws BackendUnavailableException when it is not there, or cannot work here; it says why
     */
    public static HostPorts open(Optional<String> name) {
        BackendProvider provider = new BackendChoice(Services.load(BackendProvider.class)).choose(name);
        LOG.debug("backend {}", provider.name());
        HostNetworkProvider networks = Services.load(HostNetworkProvider.class).stream().findFirst()
                .orElseThrow(() -> new BackendUnavailableException("nothing on the class path knows the node's network; add hostport4j-netlink"));
        HostNetwork network = networks.open();
        try {
            return new HostPorts(provider.open(), network, DEADLINE, InstantSource.system());
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * Gives an attachment exactly these host ports; what else it had goes. Doing it twice is the same as once.
     *
     * @throws io.hostport4j.core.model.InvalidRequestException when a mapping can never work
     * @throws ConflictException when another attachment holds one of the ports
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; as in all cases, nothing is changed then
     */
    public synchronized void add(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request);
        Map<InetAddress, Link> links = links(plan.targets());
        ForwardStore.Outcome outcome = store.replace(request.attachment().owner(), plan.forwards(), plan.hostPorts(), links);
        try {
            enableLoopback(plan.forwards(), links);
        } catch (HostPortException e) {
            store.replace(request.attachment().owner(), outcome.before(), Set.of(), links(outcome.before()));
            removed = true;
            throw e;
        }
        endStrayFlows(outcome);
    }

    /**
     * Takes back all host ports of an attachment, whatever became of its container. Doing it twice is the same as once.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; nothing is changed then
     */
    public synchronized Set<Forward> remove(AttachmentId attachment) {
        ForwardStore.Outcome outcome = store.replace(attachment.owner(), Set.of(), Set.of(), Map.of());
        // Also when nothing was left to remove: whoever lost the rule set to a firewall's flush still has the rest around it.
        removed = true;
        endStrayFlows(outcome);
        return outcome.removed();
    }

    /**
     * Compares what an attachment should have with what the kernel has.
     *
     * @throws CheckFailedException listing what is missing, foreign or faulty
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.model.InvalidRequestException when a mapping can never work
     */
    public synchronized void check(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request);
        store.check(request.attachment().owner(), plan.forwards(), plan.hostPorts(), links(plan.targets()));
    }

    /**
     * All forwards of the node, by protocol, port and address.
     *
     * @throws DeadlineExceededException when others changed the rule set all the time
     */
    public synchronized List<Forward> list() {
        return store.all().stream()
                .sorted(Comparator.comparing((Forward f) -> f.hostPort().protocol())
                        .thenComparing(f -> f.hostPort().port())
                        .thenComparing(f -> f.hostPort().family())
                        .thenComparing(f -> f.hostPort().address().getHostAddress()))
                .toList();
    }

    /**
     * Closes what this has open. When {@link #remove} was called and nobody has forwards left, whatever was set up around them goes
     * too. Doing it twice is the same as once.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (backend; network) {
            if (removed) {
                tidy();
            }
        }
    }

    private void tidy() {
        for (int tries = 0; tries < TIDY_TRIES && backend.isEmpty(); tries++) {
            // The rules that guard 127.0.0.0/8 go last: never may the sysctl be on without them.
            Set<Integer> links = network.disableRouteLocalnet();
            try {
                backend.tidy();
                return;
            } catch (StaleSnapshotException e) {
                links.forEach(network::enableRouteLocalnet);
            }
        }
    }

    private Map<InetAddress, Link> links(List<ContainerAddress> targets) {
        Map<InetAddress, Link> links = new HashMap<>();
        for (ContainerAddress target : targets) {
            links.put(target.address(), new Link(network.linkTowards(target.address()).orElse(0), target.prefixLength()));
        }
        return links;
    }

    /** For forwards whose container's subnet nobody told. */
    private Map<InetAddress, Link> links(Set<Forward> forwards) {
        return links(forwards.stream().map(forward -> ContainerAddress.of(forward.target().address())).distinct().toList());
    }

    private void enableLoopback(Set<Forward> forwards, Map<InetAddress, Link> links) {
        for (Forward forward : forwards) {
            int link = links.get(forward.target().address()).index();
            if (forward.servesLoopback() && link != 0) {
                network.enableRouteLocalnet(link);
                return;
            }
        }
    }

    /** A flow that goes on to the old place is a nuisance; an ADD or DEL that fails for it would be a worse one. */
    private void endStrayFlows(ForwardStore.Outcome outcome) {
        try {
            network.endStrayFlows(outcome.removed(), outcome.added());
        } catch (HostPortException e) {
            LOG.warn("old UDP and SCTP flows may go on to where they went before: {}", e.getMessage());
        }
    }
}
