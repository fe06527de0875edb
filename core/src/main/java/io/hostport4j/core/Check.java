package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what an attachment should have with what is there, in the chosen backend's store and in all others. */
final class Check {
    private final ForwardStore store;
    private final OtherStores others;
    private final String backend;
    private final LoopbackRouting loopback;

    Check(ForwardStore store, OtherStores others, String backend, LoopbackRouting loopback) {
        this.store = store;
        this.others = others;
        this.backend = backend;
        this.loopback = loopback;
    }

    /** @throws CheckFailedException when what is there is not what should be */
    void check(Scope.Of scope, ConflictPolicy policy) {
        // No commit confirms what was read here, so a difference counts only when it is seen twice.
        if (difference(scope, policy).isPresent()) {
            difference(scope, policy).ifPresent(difference -> {
                throw difference;
            });
        }
    }

    private Optional<CheckFailedException> difference(Scope.Of scope, ConflictPolicy policy) {
        Snapshot snapshot = store.read("the check of " + scope.owner(), scope);
        Set<Forward> left = new LinkedHashSet<>();
        others.read(scope).values().forEach(left::addAll);
        List<Forward> found = new ArrayList<>(snapshot.forwards());
        left.forEach(forward -> found.add(completed(forward, scope)));
        Set<Forward> missing = Forwards.without(scope.wanted().values(), found);
        Set<Forward> foreign = foreign(scope, policy, found);
        // What another program made and what keeps its traffic is whole or not by that program's own objects.
        boolean elsewhere = Forwards.ownedBy(scope.owner(), snapshot.forwards()).isEmpty() && !left.isEmpty();
        List<String> faults = new ArrayList<>();
        if (!elsewhere) {
            faults.addAll(snapshot.faults());
            faults.addAll(loopback.faults(scope));
        }
        return missing.isEmpty() && foreign.isEmpty() && faults.isEmpty()
                ? Optional.empty() : Optional.of(new CheckFailedException(backend, missing, foreign, faults));
    }

    /** The owner's that should not be there, one too many of those that should, and others' that are in the way. */
    private static Set<Forward> foreign(Scope.Of scope, ConflictPolicy policy, Collection<Forward> found) {
        Set<Forward> foreign = new LinkedHashSet<>();
        Set<Forward> seen = new LinkedHashSet<>();
        for (Forward forward : found) {
            boolean own = forward.owner().equals(scope.owner());
            boolean wanted = scope.wanted().containsValue(forward);
            if (own && !wanted || !seen.add(forward) || !own && isInTheWay(forward.hostPort(), scope.hostPorts(), policy)) {
                foreign.add(forward);
            }
        }
        return foreign;
    }

    private static boolean isInTheWay(HostPort hostPort, Set<HostPort> wanted, ConflictPolicy policy) {
        if (policy == ConflictPolicy.ALLOW) {
            return wanted.contains(hostPort);
        }
        for (HostPort other : wanted) {
            if (hostPort.overlaps(other)) {
                return true;
            }
        }
        return false;
    }

    /** A mark that says too little, and may be the owner's, on a forward that is wanted just so: then it is the owner's. */
    private static Forward completed(Forward forward, Scope.Of scope) {
        Owner owner = scope.owner();
        if (forward.owner().equals(owner) || !owner.covers(forward.owner())) {
            return forward;
        }
        return new Forward(forward.hostPort(), forward.target(), forward.masquerade(), forward.conditions(), owner);
    }
}
