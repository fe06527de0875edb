package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private final OpenedBackend chosen;
    private final String reason;
    private final OtherStores others;
    private final HostNetwork network;
    private final FlowCleanup flows;
    private final ForwardStore store;
    private final LoopbackRouting loopback;
    private final RetryLoop loop;
    private final JointAdd jointAdd;
    private boolean removed;
    private boolean closed;

    /**
     * Host ports on parts of the caller's choice, which it closes; TCP connections are left alone.
     *
     * @param chosen where forwards are added
     * @param others where forwards may be as well: they count and are removed, and none is added
     * @param deadline how long an operation tries when others change the rule set all the time
     */
    public HostPorts(OpenedBackend chosen, List<OpenedBackend> others, HostNetwork network, Duration deadline, InstantSource clock) {
        this(chosen, others, network, deadline, clock, TcpFlows.KEEP);
    }

    /** As the other constructor, with what becomes of TCP connections that a change made wrong. */
    public HostPorts(OpenedBackend chosen, List<OpenedBackend> others, HostNetwork network, Duration deadline, InstantSource clock,
            TcpFlows tcpFlows) {
        this(chosen, chosen.name() + " (the caller chose it)", others, network, deadline, clock, tcpFlows);
    }

    HostPorts(OpenedBackend chosen, String reason, List<OpenedBackend> others, HostNetwork network, Duration deadline, InstantSource clock,
            TcpFlows tcpFlows) {
        this.loop = new RetryLoop(deadline, clock);
        this.chosen = chosen;
        this.reason = reason;
        this.flows = new FlowCleanup(network, tcpFlows);
        this.others = new OtherStores(others, loop, flows);
        this.network = network;
        this.store = new ForwardStore(chosen, this.others, network, loop, flows);
        this.loopback = new LoopbackRouting(chosen, store, this.others, network);
        this.jointAdd = new JointAdd(this, chosen, this.others, network, loop, flows, loopback);
    }

    /**
     * Host ports through the best backend that is usable here.
     *
     * @throws BackendUnavailableException when none is; it says of each why
     */
    public static HostPorts open() {
        return open(BackendOptions.DEFAULT);
    }

    /**
     * Host ports through the backend that the options decide on.
     *
     * @throws UnsupportedOptionException when the one that they name is unknown, or cannot do what they need
     * @throws BackendUnavailableException when no backend that could do it can work here; it says why
     */
    public static HostPorts open(BackendOptions options) {
        return new Opening(Services.load(BackendProvider.class), Services.load(HostNetworkProvider.class)).open(options);
    }

    /** The backend in use, with the version of what it stands on and the reason why it was chosen, for people to read. */
    public String backend() {
        return reason;
    }

    /**
     * Gives an attachment exactly these host ports; what else it had goes. Doing it twice is the same as once.
     *
     * @throws io.hostport4j.core.model.InvalidRequestException when a mapping can never work
     * @throws ConflictException when another attachment holds one of the ports and may keep it
     * @throws HostListenerException when a process of the node listens on one of them, and may keep it
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; as in all cases, nothing is changed
     *     then, but that holders who had to go may be gone
     */
    public synchronized void add(HostPortRequest request) {
        try {
            addForwards(request);
        } finally {
            flows.end();
            loopback.close();
        }
    }

    private void addForwards(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        Owner owner = request.attachment().owner();
        Map<InetAddress, Link> links = links(plan.targets());
        // A backend that forwards by sockets of its own finds out by itself, and would find these.
        if (!hasOwnSockets()) {
            new HostUse(network).examine(plan.wanted().keySet(), request.policy().hostListener());
        }
        OptionalInt generation = comparesAndSwaps() ? OptionalInt.empty() : network.generation();
        Claim claim = new Claim(new Scope.Of(owner, plan.wanted(), links), request.policy().conflict(), network);
        ForwardStore.Outcome outcome = store.replace(claim);
        try {
            // No transaction spans two stores: of two who add one port at once, each to its own, at least one sees the other here.
            if (!comparesAndSwaps() && !outcome.added().isEmpty() && !isFirstChangeSince(generation)) {
                others.refuseNewConflicts(claim);
            }
            loopback.open(plan.wanted().values(), links);
            others.remove(owner, links.keySet());
        } catch (HostPortException e) {
            takeBack(owner, outcome, links, e);
            throw e;
        }
    }

    /**
     * Finds out whether {@link #add} would be refused now, and changes nothing.
     *
     * @throws HostPortException as {@link #add}
     */
    public synchronized void rehearse(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        if (!hasOwnSockets()) {
            new HostUse(network).examine(plan.wanted().keySet(), request.policy().hostListener());
        }
        Owner owner = request.attachment().owner();
        Claim claim = new Claim(new Scope.Of(owner, plan.wanted(), links(plan.targets())), request.policy().conflict(), network);
        Set<Forward> there = store.read("the rehearsal for " + owner, claim.scope()).forwards();
        claim.evictions(Forwards.without(there, Forwards.ownedBy(owner, there)));
        others.evictions(claim);
    }

    /**
     * As {@link #add} for each, but that what fails for one keeps no other from its host ports. Attachments that have nothing, and in whose
     * way nobody is, are given their host ports together: a thousand cost little more than one.
     *
     * @return what failed
     */
    public synchronized Map<AttachmentId, HostPortException> addAll(Collection<HostPortRequest> requests) {
        Map<AttachmentId, HostPortException> failures = new LinkedHashMap<>();
        for (HostPortRequest request : jointAdd.add(requests)) {
            try {
                add(request);
            } catch (HostPortException e) {
                failures.put(request.attachment(), e);
            }
        }
        return failures;
    }

    /**
     * Takes back all host ports of an attachment, whatever became of its container and whichever backend, or the reference plugin,
     * made them. Doing it twice is the same as once.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; nothing is changed then
     */
    public Set<Forward> remove(AttachmentId attachment) {
        return remove(attachment, List.of());
    }

    /**
     * As {@link #remove(AttachmentId)}, where the container's addresses are known. They tell apart forwards of one container in two
     * networks that a program made which notes the container alone.
     */
    public synchronized Set<Forward> remove(AttachmentId attachment, Collection<InetAddress> addresses) {
        // Also when nothing is left to remove: whoever lost the rule set to a firewall's flush still has the rest around it.
        removed = true;
        try {
            Set<Forward> gone = store.remove(attachment.owner(), addresses);
            return Forwards.union(gone, others.remove(attachment.owner(), addresses));
        } finally {
            flows.end();
            loopback.close();
        }
    }

    /**
     * Takes back all host ports of a network's attachments that are not among these. What fails keeps nothing else from going.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses
     */
    public synchronized Set<Forward> retain(String networkName, Collection<AttachmentId> valid) {
        removed = true;
        Sweep sweep = new Sweep(networkName, valid);
        Set<Forward> gone = new LinkedHashSet<>();
        try {
            gone.addAll(sweep.through(store::all, owner -> store.remove(owner, Set.of())));
            gone.addAll(others.sweep(sweep));
        } finally {
            flows.end();
            loopback.close();
        }
        // Also behind somebody who was killed between the change and the look at the sysctl.
        loopback.closeUnused();
        sweep.requireSuccess();
        return gone;
    }

    /**
     * Whether {@link #add} could work now: rehearses one, and changes nothing.
     *
     * @param conditions of the host ports that will be asked for
     * @throws io.hostport4j.core.model.InvalidRequestException when these are none, or the backend does not understand them
     */
    public synchronized Readiness readiness(Map<Family, Conditions> conditions) {
        return new Rehearsal(chosen, network, loop).of(conditions);
    }

    /**
     * Compares what an attachment should have with what the node has, wherever it is kept.
     *
     * @throws CheckFailedException listing what is missing, foreign or faulty
     * @throws DeadlineExceededException when others changed the rule set all the time
     * @throws io.hostport4j.core.model.InvalidRequestException when a mapping can never work
     */
    public synchronized void check(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        Scope.Of scope = new Scope.Of(request.attachment().owner(), plan.wanted(), links(plan.targets()));
        new Check(store, others, reason, loopback).check(scope, request.policy().conflict());
    }

    /**
     * All forwards of the node, by protocol, port and address.
     *
     * @throws DeadlineExceededException when others changed the rule set all the time
     */
    public List<Forward> list() {
        return listKept().stream().map(KeptForward::forward).toList();
    }

    /** As {@link #list}, each with the backend that keeps it. */
    public synchronized List<KeptForward> listKept() {
        List<KeptForward> kept = new ArrayList<>();
        store.all().forEach(forward -> kept.add(new KeptForward(forward, chosen.name())));
        others.read(new Scope.All()).forEach((other, forwards) ->
                forwards.forEach(forward -> kept.add(new KeptForward(forward, other.name()))));
        kept.sort(KeptForward.IN_ORDER);
        return kept;
    }

    /**
     * Hears of changes of the rules that forwards of the chosen backend need, in the network namespace of the calling thread; to be
     * closed by the caller.
     *
     * @throws io.hostport4j.core.spi.BackendFailedException when the node tells of none
     */
    public synchronized RuleEvents ruleEvents() {
        return network.ruleEvents(chosen.backend().tables());
    }

    /**
     * Keeps host ports there from now on, whatever others do to the node's rules: {@link RulesetWatch#start(HostPorts, Supplier, Consumer)}.
     *
     * @param desired what should be there now; asked before every look, from the watch's thread
     * @param listener hears of each look that found something not whole, in the watch's thread
     * @return to be closed before this
     * @throws io.hostport4j.core.spi.BackendFailedException when the node tells of no changes
     */
    public RulesetWatch watch(Supplier<? extends Collection<HostPortRequest>> desired, Consumer<Reconciliation> listener) {
        return RulesetWatch.start(this, desired, listener);
    }

    /**
     * Closes what this has open. When something was removed and nobody has forwards left, whatever was set up around them goes too.
     * Doing it twice is the same as once.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Backend backend = chosen.backend();
        try (network; others; backend) {
            if (removed) {
                tidy();
            }
        }
    }

    private void tidy() {
        for (int tries = 0; tries < TIDY_TRIES && chosen.backend().isEmpty() && others.areEmpty(); tries++) {
            // The rules that guard 127.0.0.0/8 go last: never may the sysctl be on without them.
            Set<Integer> links = loopback.closeAll();
            try {
                chosen.backend().tidy();
                others.tidy();
                return;
            } catch (StaleSnapshotException e) {
                links.forEach(loopback::settle);
            }
        }
    }

    Map<InetAddress, Link> links(List<ContainerAddress> targets) {
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

    /** Whether the change just made is the only one of anybody in nf_tables. */
    boolean isFirstChangeSince(OptionalInt generation) {
        return generation.isPresent() && network.generation().equals(OptionalInt.of(HostNetwork.generationAfter(generation.getAsInt())));
    }

    private boolean comparesAndSwaps() {
        return chosen.capabilities().contains(Capability.COMPARE_AND_SWAP);
    }

    private boolean hasOwnSockets() {
        return chosen.capabilities().contains(Capability.OWN_SOCKETS);
    }

    private void takeBack(Owner owner, ForwardStore.Outcome outcome, Map<InetAddress, Link> known, HostPortException failure) {
        removed = true;
        try {
            Map<InetAddress, Link> links = links(outcome.before());
            // The container's subnet is in what was asked for; of other containers nobody told it.
            known.forEach(links::replace);
            Scope.Of scope = new Scope.Of(owner, Forwards.byHostPort(outcome.before()), links);
            store.replace(new Claim(scope, ConflictPolicy.FAIL, network));
        } catch (HostPortException e) {
            failure.addSuppressed(e);
            LOG.warn("what {} had before cannot be put back: {}", owner, e.getMessage());
        }
    }
}
