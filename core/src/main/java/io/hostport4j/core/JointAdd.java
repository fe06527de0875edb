package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds for many attachments in few commits, as after a flush of everything. Only what is plain is added so: attachments that have nothing,
 * and in whose way nobody is. All others are left to be added one by one, which also finds the words for what is wrong with them.
 */
final class JointAdd {
    /** What one transaction takes in a user namespace, where the size of a send is limited: some 6,000 elements, five for a forward. */
    private static final int FORWARDS_AT_ONCE = 500;

    private final Engine engine;
    private final OpenedBackend chosen;
    private final Backend backend;
    private final OtherStores others;
    private final HostNetwork network;
    private final RetryLoop loop;
    private final FlowCleanup flows;
    private final LoopbackRouting loopback;

    JointAdd(Engine engine, OpenedBackend chosen, OtherStores others, HostNetwork network, RetryLoop loop, FlowCleanup flows,
            LoopbackRouting loopback) {
        this.engine = engine;
        this.chosen = chosen;
        this.backend = chosen.backend();
        this.others = others;
        this.network = network;
        this.loop = loop;
        this.flows = flows;
        this.loopback = loopback;
    }

    private record Plan(HostPortRequest request, Claim claim) {
        Scope.Of scope() {
            return claim.scope();
        }

        Owner owner() {
            return claim.scope().owner();
        }
    }

    /** @return those that were not added */
    List<HostPortRequest> add(Collection<HostPortRequest> requests) {
        List<HostPortRequest> left = new ArrayList<>();
        List<Plan> plans = new ArrayList<>();
        Map<Integer, List<HostPort>> planned = new HashMap<>();
        Set<Owner> owners = new HashSet<>();
        int forwards = 0;
        for (HostPortRequest request : requests) {
            ForwardPlan plan = plan(request);
            if (plan == null || !owners.add(request.attachment().owner()) || overlaps(plan.wanted().keySet(), planned)) {
                left.add(request);
                continue;
            }
            if (forwards + plan.wanted().size() > FORWARDS_AT_ONCE) {
                addTogether(plans, left);
                plans.clear();
                forwards = 0;
            }
            forwards += plan.wanted().size();
            plans.add(new Plan(request, engine.claim(request, plan)));
        }
        addTogether(plans, left);
        return left;
    }

    /** Null when it has to be done by itself. */
    private ForwardPlan plan(HostPortRequest request) {
        if (chosen.capabilities().contains(Capability.OWN_SOCKETS) || request.policy().hostListener() == HostListenerPolicy.FAIL) {
            return null;
        }
        try {
            ForwardPlan plan = new ForwardPlan(request, chosen);
            return plan.wanted().isEmpty() || plan.wanted().size() > FORWARDS_AT_ONCE ? null : plan;
        } catch (HostPortException e) {
            log().debug("{} is added by itself, which fails: {}", request.attachment(), e.getMessage());
            return null;
        }
    }

    /** Notes the host ports unless one overlaps another's. */
    private static boolean overlaps(Set<HostPort> wanted, Map<Integer, List<HostPort>> planned) {
        for (HostPort hostPort : wanted) {
            if (planned.getOrDefault(hostPort.port(), List.of()).stream().anyMatch(hostPort::overlaps)) {
                return true;
            }
        }
        wanted.forEach(hostPort -> planned.computeIfAbsent(hostPort.port(), port -> new ArrayList<>()).add(hostPort));
        return false;
    }

    private void addTogether(List<Plan> plans, List<HostPortRequest> left) {
        List<Plan> rest = new ArrayList<>(plans);
        OptionalInt generation = network.generation();
        if (plans.size() < 2 || !commit(rest)) {
            plans.forEach(plan -> left.add(plan.request()));
            return;
        }
        Set<Owner> committed = new HashSet<>();
        rest.forEach(plan -> committed.add(plan.owner()));
        plans.stream().filter(plan -> !committed.contains(plan.owner())).forEach(plan -> left.add(plan.request()));
        Set<Forward> added = new LinkedHashSet<>();
        boolean lookAgain = !chosen.capabilities().contains(Capability.COMPARE_AND_SWAP) && !engine.isFirstChangeSince(generation);
        if (lookAgain) {
            others.look(false);
        }
        Set<HostPort> mayWarn = new LinkedHashSet<>();
        for (Plan plan : rest) {
            if (finish(plan, lookAgain)) {
                added.addAll(plan.scope().wanted().values());
                if (plan.request().policy().hostListener() == HostListenerPolicy.WARN) {
                    mayWarn.addAll(plan.scope().hostPorts());
                }
            } else {
                left.add(plan.request());
            }
        }
        if (!mayWarn.isEmpty()) {
            new HostUse(network).examine(mayWarn, HostListenerPolicy.WARN);
        }
        flows.added(added);
        flows.end();
    }

    /** Leaves those among the plans that were added. */
    private boolean commit(List<Plan> plans) {
        try {
            return loop.untilDone("the change for " + plans.size() + " attachments", () -> {
                List<Change> changes = new ArrayList<>();
                others.look(false);
                Iterator<Snapshot> bases = backend.bases(plans.stream().map(Plan::scope).toList()).iterator();
                plans.removeIf(plan -> {
                    Snapshot snapshot = bases.next();
                    boolean plain = isPlain(plan.scope(), snapshot.forwards()) && isFreeElsewhere(plan.claim());
                    if (plain) {
                        changes.add(new Change(snapshot, plan.owner(), Set.of(), new LinkedHashSet<>(plan.scope().wanted().values())));
                    }
                    return !plain;
                });
                return changes.size() > 1 && backend.commitAll(changes);
            });
        } catch (BackendFailedException e) {
            log().debug("what cannot be added together is added one by one: {}", e.getMessage());
            return false;
        }
    }

    private static boolean isPlain(Scope.Of scope, Set<Forward> found) {
        return found.stream().noneMatch(forward -> scope.owner().covers(forward.owner()))
                && Forwards.overlapping(scope.hostPorts(), found).isEmpty();
    }

    private boolean isFreeElsewhere(Claim claim) {
        try {
            return others.evictions(claim).isEmpty();
        } catch (ConflictException e) {
            return false;
        }
    }

    /** What comes after the commit; when it cannot be, the attachment has nothing, as before. */
    private boolean finish(Plan plan, boolean lookAgain) {
        try {
            if (lookAgain) {
                others.evictions(plan.claim().withoutReplacing());
            }
            loopback.open(plan.scope().wanted().values(), plan.scope().links());
            others.remove(plan.owner(), plan.scope().links().keySet());
            return true;
        } catch (HostPortException e) {
            log().debug("{} is added once more by itself: {}", plan.owner(), e.getMessage());
            engine.remove(plan.owner(), List.of());
            return false;
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(JointAdd.class);
    }
}
