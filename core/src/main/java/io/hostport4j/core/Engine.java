package io.hostport4j.core;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.spi.WaitEndedException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link HostPorts} does, one operation at a time, on the way of the data: request, desired forwards, change, and what follows it. */
final class Engine {
    /** Whoever meets others that often leaves the rest to them. */
    private static final int TIDY_TRIES = 16;

    private final OpenedBackend chosen;
    private final String reason;
    private final OtherStores others;
    private final HostNetwork network;
    private final RetryLoop loop;
    private final FlowCleanup flows;
    private final ForwardStore store;
    private final LoopbackRouting loopback;
    private final JointAdd jointAdd;
    private boolean removed;
    private boolean closed;

    Engine(OpenedBackend chosen, String reason, List<OpenedBackend> others, HostNetwork network, OperationTime time, TcpFlows tcpFlows) {
        this.chosen = chosen;
        this.reason = reason;
        this.network = network;
        this.loop = new RetryLoop(time);
        this.flows = new FlowCleanup(network, tcpFlows);
        KnownLoopback known = new KnownLoopback();
        this.others = new OtherStores(others, loop, flows, known);
        this.store = new ForwardStore(chosen, this.others, network, loop, flows, known);
        this.loopback = new LoopbackRouting(chosen, known, store, this.others, network);
        this.jointAdd = new JointAdd(this, chosen, this.others, network, loop, flows, loopback);
    }

    void add(HostPortRequest request) {
        try {
            addForwards(request);
        } finally {
            settle();
        }
    }

    private void addForwards(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        examineUse(request, plan);
        OptionalInt generation = comparesAndSwaps() ? OptionalInt.empty() : network.generation();
        Claim claim = claim(request, plan);
        Owner owner = claim.scope().owner();
        Map<InetAddress, Link> links = claim.scope().links();
        ForwardStore.Outcome outcome = replace(claim);
        try {
            // No transaction spans two stores: of two who add one port at once, each to its own, at least one sees the other here.
            if (!comparesAndSwaps() && !outcome.added().isEmpty() && !isFirstChangeSince(generation)) {
                others.refuseNewConflicts(claim);
            }
            loopback.open(plan.wanted().values(), links);
            others.remove(owner, links.keySet());
        } catch (HostPortException | WaitEndedException e) {
            removed = true;
            store.restore(owner, outcome.before(), links, e);
            throw e;
        }
    }

    void rehearse(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        examineUse(request, plan);
        Claim claim = claim(request, plan);
        Set<Forward> there = store.read("the rehearsal for " + claim.scope().owner(), claim.scope()).forwards();
        claim.evictions(Forwards.without(there, Forwards.ownedBy(claim.scope().owner(), there)));
        try {
            others.evictions(claim);
        } finally {
            // Nothing was changed; what was seen on the way is forgotten.
            flows.end();
        }
    }

    PlannedChange plan(HostPortRequest request) {
        ForwardPlan plan = new ForwardPlan(request, chosen);
        if (!hasOwnSockets()) {
            new HostUse(network).examine(plan.wanted().keySet(), request.policy().hostListener());
        }
        Claim claim = claim(request, plan);
        Owner owner = claim.scope().owner();
        Snapshot there = store.read("the plan for " + owner, claim.scope());
        Set<Forward> before = Forwards.ownedBy(owner, there.forwards());
        Map<Forward, String> evictions = new LinkedHashMap<>(claim.evictions(Forwards.without(there.forwards(), before)));
        evictions.putAll(others.evictions(claim));
        List<Forward> removals = new ArrayList<>(Forwards.without(before, plan.wanted().values()));
        others.read(claim.scope()).values().forEach(elsewhere ->
                elsewhere.stream().filter(forward -> owner.covers(forward.owner())).forEach(removals::add));
        return new PlannedChange(owner, removals, List.copyOf(Forwards.without(plan.wanted().values(), before)), evictions,
                there.forwards().isEmpty() ? List.of() : there.faults());
    }

    /** @return those that were not added */
    List<HostPortRequest> addTogether(Collection<HostPortRequest> requests) {
        return jointAdd.add(requests);
    }

    Set<Forward> remove(Owner owner, Collection<InetAddress> addresses) {
        // Also when nothing is left to remove: whoever lost the rule set to a firewall's flush still has the rest around it.
        removed = true;
        try {
            Set<Forward> gone = store.remove(owner, addresses);
            return Forwards.union(gone, others.remove(owner, addresses));
        } finally {
            settle();
        }
    }

    Set<Forward> retain(String networkName, Collection<AttachmentId> valid) {
        removed = true;
        Sweep sweep = new Sweep(networkName, valid);
        Set<Forward> gone = new LinkedHashSet<>();
        try {
            gone.addAll(sweep.through(store::all, owner -> store.remove(owner, Set.of())));
            gone.addAll(others.sweep(sweep));
        } finally {
            settle();
        }
        // Also behind somebody who was killed between the change and the look at the sysctl.
        loop.time().toTheEnd(loopback::closeUnused);
        sweep.requireSuccess();
        return gone;
    }

    Readiness readiness(Map<Family, Conditions> conditions) {
        return new Rehearsal(chosen, network, loop).of(conditions);
    }

    void check(HostPortRequest request) {
        Claim claim = claim(request, new ForwardPlan(request, chosen));
        new Check(store, others, reason, loopback).check(claim.scope(), claim.policy());
    }

    List<KeptForward> kept() {
        List<KeptForward> kept = new ArrayList<>();
        store.connections().forEach((forward, connections) -> kept.add(new KeptForward(forward, chosen.name(), connections)));
        others.connections().forEach((other, forwards) ->
                forwards.forEach((forward, connections) -> kept.add(new KeptForward(forward, other.name(), connections))));
        kept.sort(KeptForward.IN_ORDER);
        return kept;
    }

    /** As {@link #kept}, but that a backend may know them without another look. */
    List<Forward> forwards() {
        List<KeptForward> kept = new ArrayList<>();
        store.all().forEach(forward -> kept.add(new KeptForward(forward, chosen.name(), OptionalLong.empty())));
        others.read(new Scope.All()).forEach((other, forwards) ->
                forwards.forEach(forward -> kept.add(new KeptForward(forward, other.name(), OptionalLong.empty()))));
        kept.sort(KeptForward.IN_ORDER);
        return kept.stream().map(KeptForward::forward).toList();
    }

    List<String> faults() {
        Snapshot snapshot = store.read("the look at what forwards need", new Scope.All());
        return snapshot.forwards().isEmpty() ? List.of() : snapshot.faults();
    }

    RuleEvents ruleEvents() {
        return network.ruleEvents(chosen.backend().tables());
    }

    void close() {
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
        try {
            for (int tries = 0; tries < TIDY_TRIES && chosen.backend().isEmpty() && others.areEmpty(); tries++) {
                if (tidyOnce()) {
                    return;
                }
            }
        } catch (WaitEndedException e) {
            log().warn("what is around host ports stays: its removal waited too long for {}", e.awaited());
        }
    }

    private boolean tidyOnce() {
        // The rules that guard 127.0.0.0/8 go last: never may the sysctl be on without them.
        Set<Integer> links = loopback.closeAll();
        try {
            chosen.backend().tidy();
            others.tidy();
            return true;
        } catch (StaleSnapshotException e) {
            links.forEach(loopback::settle);
            return false;
        } catch (WaitEndedException e) {
            // Somebody may have come meanwhile.
            links.forEach(loopback::settle);
            throw e;
        }
    }

    Claim claim(HostPortRequest request, ForwardPlan plan) {
        Scope.Of scope = new Scope.Of(request.attachment().owner(), plan.wanted(), new ContainerLinks(network).of(plan.targets()));
        return new Claim(scope, request.policy().conflict(), network);
    }

    /** What follows a change, whether the operation succeeded or not: both say themselves what they cannot do. */
    private void settle() {
        loop.time().toTheEnd(() -> {
            flows.end();
            loopback.close();
        });
    }

    /** What a change cut short leaves is put back, but for what is around forwards. */
    private ForwardStore.Outcome replace(Claim claim) {
        try {
            return store.replace(claim);
        } catch (WaitEndedException e) {
            removed = true;
            throw e;
        }
    }

    /** Whether the change just made is the only one of anybody in nf_tables. */
    boolean isFirstChangeSince(OptionalInt generation) {
        return generation.isPresent() && network.generation().equals(OptionalInt.of(HostNetwork.generationAfter(generation.getAsInt())));
    }

    private void examineUse(HostPortRequest request, ForwardPlan plan) {
        // A backend that forwards by sockets of its own finds out by itself, and would find these.
        if (!hasOwnSockets()) {
            new HostUse(network).examine(plan.wanted().keySet(), request.policy().hostListener());
        }
    }

    private boolean comparesAndSwaps() {
        return chosen.capabilities().contains(Capability.COMPARE_AND_SWAP);
    }

    private boolean hasOwnSockets() {
        return chosen.capabilities().contains(Capability.OWN_SOCKETS);
    }

    private static Logger log() {
        return LoggerFactory.getLogger(HostPorts.class);
    }
}
