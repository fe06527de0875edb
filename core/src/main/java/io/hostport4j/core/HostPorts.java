package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.reconcile.Reconciliation;
import io.hostport4j.core.reconcile.RulesetWatch;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.BackendProvider;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.HostNetworkProvider;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.RuleEvents;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>Every operation has a deadline, and ends soon when its thread is interrupted, which stays interrupted: with a
 * {@link DeadlineExceededException} or an {@link OperationCancelledException}, and as if it had not begun. What has to be put back for that
 * has five seconds more.
 */
public final class HostPorts implements AutoCloseable {
    /** What an operation may take, all its waits together, where nobody says otherwise. */
    public static final Duration DEADLINE = OperationTime.USUAL;

    private static final String CHOSEN_BY_CALLER = " (the caller chose it)";
    private static final String UNCHANGED = "nothing was changed";

    private final String reason;
    private final Operations operations;
    private final Engine engine;

    /**
     * Host ports on parts of the caller's choice, which it closes; TCP connections are left alone.
     *
     * @param chosen where forwards are added
     * @param others where forwards may be as well: they count and are removed, and none is added
     * @param deadline what an operation may take, for backends that do not wait, or were opened without a time: what they wait for
     *     is not counted then
     */
    public HostPorts(OpenedBackend chosen, List<OpenedBackend> others, HostNetwork network, Duration deadline, InstantSource clock) {
        this(chosen, others, network, deadline, clock, TcpFlows.KEEP);
    }

    /** As the other constructor, with what becomes of TCP connections that a change made wrong. */
    public HostPorts(OpenedBackend chosen, List<OpenedBackend> others, HostNetwork network, Duration deadline, InstantSource clock,
            TcpFlows tcpFlows) {
        this(chosen, chosen.name() + CHOSEN_BY_CALLER, others, network, new OperationTime(deadline, clock), tcpFlows);
    }

    /**
     * Host ports on parts of the caller's choice, which it closes.
     *
     * @param chosen where forwards are added
     * @param others where forwards may be as well: they count and are removed, and none is added
     * @param time of the operations; the same as in the {@link io.hostport4j.core.spi.Settings} that the backends were opened with
     */
    public HostPorts(OpenedBackend chosen, List<OpenedBackend> others, HostNetwork network, OperationTime time) {
        this(chosen, chosen.name() + CHOSEN_BY_CALLER, others, network, time, TcpFlows.KEEP);
    }

    HostPorts(OpenedBackend chosen, String reason, List<OpenedBackend> others, HostNetwork network, OperationTime time, TcpFlows tcpFlows) {
        this.reason = reason;
        this.operations = new Operations(time);
        this.engine = new Engine(chosen, reason, others, network, time, tcpFlows);
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
        return open(options, Services.load(BackendProvider.class), Services.load(HostNetworkProvider.class));
    }

    /**
     * Host ports through the one of these backends that the options decide on: for programs whose jars were made one without their
     * {@code META-INF/services}, or that a search through all jars takes too long.
     *
     * @param networks the first of them is used
     * @throws UnsupportedOptionException as {@link #open(BackendOptions)}
     * @throws BackendUnavailableException as {@link #open(BackendOptions)}
     */
    public static HostPorts open(BackendOptions options, List<BackendProvider> backends, List<HostNetworkProvider> networks) {
        return new Opening(backends, networks).open(options);
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
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; as in all cases, nothing is changed
     *     then, but that holders who had to go may be gone
     */
    public void add(HostPortRequest request) {
        operations.run("the ADD of " + request.attachment().owner(), "its host ports are as before", () -> {
            engine.add(request);
            return null;
        });
    }

    /**
     * Finds out whether {@link #add} would be refused now, and changes nothing.
     *
     * @throws HostPortException as {@link #add}
     */
    public void rehearse(HostPortRequest request) {
        operations.run("the rehearsal of an ADD of " + request.attachment().owner(), UNCHANGED, () -> {
            engine.rehearse(request);
            return null;
        });
    }

    /**
     * What {@link #add} would change now; changes nothing.
     *
     * @throws ConflictException as {@link #add}
     * @throws HostListenerException as {@link #add}
     * @throws io.hostport4j.core.model.InvalidRequestException as {@link #add}
     */
    public PlannedChange plan(HostPortRequest request) {
        return operations.run("the plan of an ADD of " + request.attachment().owner(), UNCHANGED, () -> engine.plan(request));
    }

    /**
     * As {@link #add} for each, but that what fails for one keeps no other from its host ports. Attachments that have nothing, and in whose
     * way nobody is, are given their host ports together: a thousand cost little more than one.
     *
     * @return what failed
     */
    public Map<AttachmentId, HostPortException> addAll(Collection<HostPortRequest> requests) {
        Map<AttachmentId, HostPortException> failures = new LinkedHashMap<>();
        for (HostPortRequest request : addTogether(requests)) {
            try {
                add(request);
            } catch (OperationCancelledException e) {
                throw e;
            } catch (HostPortException e) {
                failures.put(request.attachment(), e);
            }
        }
        return failures;
    }

    /** Those that are still to be added, or to be looked at. */
    private Collection<HostPortRequest> addTogether(Collection<HostPortRequest> requests) {
        try {
            return operations.run("the ADD of " + requests.size() + " attachments", "their host ports are as before, or there",
                    () -> engine.addTogether(requests));
        } catch (DeadlineExceededException | BackendFailedException e) {
            log().debug("what cannot be added together is added one by one: {}", e.getMessage());
            return requests;
        }
    }

    /**
     * Takes back all host ports of an attachment, whatever became of its container and whichever backend, or the reference plugin,
     * made them. Doing it twice is the same as once.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses; nothing is changed then
     */
    public Set<Forward> remove(AttachmentId attachment) {
        return remove(attachment, List.of());
    }

    /**
     * As {@link #remove(AttachmentId)}, where the container's addresses are known. They tell apart forwards of one container in two
     * networks that a program made which notes the container alone.
     */
    public Set<Forward> remove(AttachmentId attachment, Collection<InetAddress> addresses) {
        return remove(attachment.owner(), addresses);
    }

    private Set<Forward> remove(Owner owner, Collection<InetAddress> addresses) {
        return operations.run("the DEL of " + owner, "in each place where they are kept, its host ports are there as before, or gone",
                () -> engine.remove(owner, addresses));
    }

    /**
     * Takes back all host ports that carry a mark, wherever they are kept; for those of whom only what {@link #list} shows is known.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses
     */
    public Set<Forward> remove(Owner mark) {
        return remove(mark, List.of());
    }

    /**
     * Takes back all host ports of a network's attachments that are not among these. What fails keeps nothing else from going.
     *
     * @return the forwards that went
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     * @throws io.hostport4j.core.spi.BackendFailedException when the node refuses
     */
    public Set<Forward> retain(String networkName, Collection<AttachmentId> valid) {
        return operations.run("the GC of network " + networkName, "each attachment's host ports are there as before, or gone",
                () -> engine.retain(networkName, valid));
    }

    /**
     * Whether {@link #add} could work now: rehearses one, and changes nothing.
     *
     * @param conditions of the host ports that will be asked for
     * @throws io.hostport4j.core.model.InvalidRequestException when these are none, or the backend does not understand them
     */
    public Readiness readiness(Map<Family, Conditions> conditions) {
        return operations.run("the rehearsal of an ADD", UNCHANGED, () -> engine.readiness(conditions));
    }

    /**
     * Compares what an attachment should have with what the node has, wherever it is kept.
     *
     * @throws CheckFailedException listing what is missing, foreign or faulty
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     * @throws io.hostport4j.core.model.InvalidRequestException when a mapping can never work
     */
    public void check(HostPortRequest request) {
        operations.run("the CHECK of " + request.attachment().owner(), UNCHANGED, () -> {
            engine.check(request);
            return null;
        });
    }

    /**
     * All forwards of the node, by protocol, port and address.
     *
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     */
    public List<Forward> list() {
        return operations.run("the list", UNCHANGED, engine::forwards);
    }

    /** As {@link #list}, each with the backend that keeps it and, as of now, the connections that it took. */
    public List<KeptForward> listKept() {
        return operations.run("the list", UNCHANGED, engine::kept);
    }

    /**
     * What is wrong with the objects that all forwards of the chosen backend need, each as a phrase; nothing while there are none.
     *
     * @throws DeadlineExceededException when its time is up
     * @throws OperationCancelledException when its thread was interrupted
     */
    public List<String> faults() {
        return operations.run("the look at what forwards need", UNCHANGED, engine::faults);
    }

    /**
     * Hears of changes of the rules that forwards of the chosen backend need, in the network namespace of the calling thread; to be
     * closed by the caller.
     *
     * @throws io.hostport4j.core.spi.BackendFailedException when the node tells of none
     */
    public RuleEvents ruleEvents() {
        return operations.run("the begin of a watch", UNCHANGED, engine::ruleEvents);
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
     * Doing it twice is the same as once. It waits for an operation that goes on, and is not ended by an interrupt; what is left around
     * forwards stays when it is not gone within five seconds.
     */
    @Override
    public void close() {
        operations.runLast(engine::close);
    }

    private static Logger log() {
        return LoggerFactory.getLogger(HostPorts.class);
    }
}
