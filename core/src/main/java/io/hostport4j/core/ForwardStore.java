package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The loop that every change goes through: read, decide, commit, and again when somebody else was faster. */
final class ForwardStore {
    private final Backend backend;
    private final Duration deadline;
    private final InstantSource clock;

    ForwardStore(Backend backend, Duration deadline, InstantSource clock) {
        this.backend = backend;
        this.deadline = deadline;
        this.clock = clock;
    }

    /** What a change did: the owner's forwards before, and what went and came. */
    record Outcome(Set<Forward> before, Set<Forward> removed, Set<Forward> added) {}

    /**
     * Makes the owner's forwards exactly these.
     *
     * @throws ConflictException when another owner holds one of their host ports; nothing is changed then
     */
    Outcome replace(Owner owner, Set<Forward> desired, Set<HostPort> hostPorts, Map<InetAddress, Link> links) {
        return untilDone("the change for " + owner, () -> {
            Snapshot snapshot = backend.basis(new Scope.Of(owner, hostPorts, links));
            Set<Forward> before = ownedBy(owner, snapshot);
            if (!desired.isEmpty()) {
                refuseConflicts(owner, desired, snapshot);
            }
            Set<Forward> removals = without(before, desired);
            Set<Forward> additions = without(desired, before);
            if (!removals.isEmpty() || !additions.isEmpty() || !snapshot.faults().isEmpty()) {
                backend.commit(new Change(snapshot, owner, removals, additions));
            }
            return new Outcome(before, removals, additions);
        });
    }

    /** @throws CheckFailedException when what is there is not what should be */
    void check(Owner owner, Set<Forward> desired, Set<HostPort> hostPorts, Map<InetAddress, Link> links) {
        Scope.Of scope = new Scope.Of(owner, hostPorts, links);
        // No commit confirms what was read here, so a difference counts only when it is seen twice.
        if (difference(scope, desired).isPresent()) {
            difference(scope, desired).ifPresent(difference -> {
                throw difference;
            });
        }
    }

    private Optional<CheckFailedException> difference(Scope.Of scope, Set<Forward> desired) {
        Snapshot snapshot = untilDone("the check of " + scope.owner(), () -> backend.read(scope));
        Set<Forward> foreign = without(ownedBy(scope.owner(), snapshot), desired);
        for (Forward forward : snapshot.forwards()) {
            if (!forward.owner().equals(scope.owner()) && scope.hostPorts().stream().anyMatch(forward.hostPort()::overlaps)) {
                foreign.add(forward);
            }
        }
        Set<Forward> missing = without(desired, snapshot.forwards());
        return missing.isEmpty() && foreign.isEmpty() && snapshot.faults().isEmpty()
                ? Optional.empty() : Optional.of(new CheckFailedException(missing, foreign, snapshot.faults()));
    }

    Set<Forward> all() {
        return untilDone("the list", () -> backend.read(new Scope.All())).forwards();
    }

    private <T> T untilDone(String operation, Supplier<T> attempt) {
        Instant end = clock.instant().plus(deadline);
        while (true) {
            try {
                return attempt.get();
            } catch (StaleSnapshotException e) {
                if (!clock.instant().isBefore(end)) {
                    throw new DeadlineExceededException(operation, deadline, e);
                }
            }
        }
    }

    private static void refuseConflicts(Owner owner, Set<Forward> desired, Snapshot snapshot) {
        Map<Integer, Set<Forward>> held = new HashMap<>();
        for (Forward found : snapshot.forwards()) {
            if (!found.owner().equals(owner)) {
                held.computeIfAbsent(found.hostPort().port(), port -> new HashSet<>()).add(found);
            }
        }
        for (Forward wanted : desired) {
            for (Forward holder : held.getOrDefault(wanted.hostPort().port(), Set.of())) {
                if (holder.hostPort().overlaps(wanted.hostPort())) {
                    throw new ConflictException(wanted.hostPort(), holder);
                }
            }
        }
    }

    private static Set<Forward> ownedBy(Owner owner, Snapshot snapshot) {
        Set<Forward> owned = new HashSet<>();
        for (Forward forward : snapshot.forwards()) {
            if (forward.owner().equals(owner)) {
                owned.add(forward);
            }
        }
        return owned;
    }

    private static Set<Forward> without(Set<Forward> forwards, Set<Forward> others) {
        Set<Forward> rest = new HashSet<>();
        for (Forward forward : forwards) {
            if (!others.contains(forward)) {
                rest.add(forward);
            }
        }
        return rest;
    }
}
