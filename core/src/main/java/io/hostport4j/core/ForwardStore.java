package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What the chosen backend keeps, with the loop that every change goes through: read, decide, commit, and again when somebody was faster. */
final class ForwardStore {
    private final Backend backend;
    private final OtherStores others;
    private final RetryLoop loop;

    ForwardStore(Backend backend, OtherStores others, RetryLoop loop) {
        this.backend = backend;
        this.others = others;
        this.loop = loop;
    }

    /**
     * What a change did.
     *
     * @param before the owner's forwards
     * @param covered those that may be the owner's, by a mark that says less
     */
    record Outcome(Set<Forward> before, Set<Forward> covered, Set<Forward> removed, Set<Forward> added) {}

    /**
     * Makes the owner's forwards exactly these.
     *
     * @throws ConflictException when another owner holds one of their host ports, here or in another store; nothing is changed then
     */
    Outcome replace(Owner owner, Map<HostPort, Forward> wanted, Map<InetAddress, Link> links) {
        Scope.Of scope = new Scope.Of(owner, wanted, links);
        return loop.untilDone("the change for " + owner, () -> {
            Snapshot snapshot = backend.basis(scope);
            others.look(snapshot.undisturbed());
            Set<Forward> before = Forwards.ownedBy(owner, snapshot.forwards());
            if (!wanted.isEmpty()) {
                Forwards.refuseConflicts(wanted.keySet(), Forwards.without(snapshot.forwards(), before));
                others.refuseConflicts(scope);
            }
            Set<Forward> removals = Forwards.without(before, wanted.values());
            Set<Forward> additions = Forwards.without(wanted.values(), before);
            if (!removals.isEmpty() || !additions.isEmpty() || !snapshot.faults().isEmpty()) {
                backend.commit(new Change(snapshot, owner, removals, additions));
            }
            return new Outcome(before, covered(owner, snapshot), removals, additions);
        });
    }

    /**
     * Removes what an owner has, and what carries a mark that says less but leads to one of its addresses: another program made it,
     * whose store this backend shares.
     */
    Set<Forward> remove(Owner owner, Collection<InetAddress> addresses) {
        Outcome outcome = replace(owner, Map.of(), Map.of());
        Set<Forward> gone = new LinkedHashSet<>(outcome.removed());
        if (!addresses.isEmpty() && !outcome.covered().isEmpty()) {
            gone.addAll(loop.untilDone("the change for " + owner, () -> removeCovered(owner, addresses)));
        }
        return gone;
    }

    private Set<Forward> removeCovered(Owner owner, Collection<InetAddress> addresses) {
        Snapshot snapshot = backend.read(Scope.Of.all(owner));
        Set<Forward> covered = covered(owner, snapshot);
        covered.removeIf(forward -> !addresses.contains(forward.target().address()));
        if (!covered.isEmpty()) {
            Owner mark = covered.iterator().next().owner();
            backend.commit(new Change(snapshot, mark, Forwards.ownedBy(mark, covered), Set.of()));
        }
        return covered;
    }

    private static Set<Forward> covered(Owner owner, Snapshot snapshot) {
        Set<Forward> covered = new LinkedHashSet<>();
        for (Forward forward : snapshot.forwards()) {
            if (forward.owner().isIncomplete() && owner.covers(forward.owner())) {
                covered.add(forward);
            }
        }
        return covered;
    }

    Snapshot read(String operation, Scope scope) {
        return loop.untilDone(operation, () -> {
            Snapshot snapshot = backend.read(scope);
            others.look(snapshot.undisturbed());
            return snapshot;
        });
    }

    Set<Forward> all() {
        return new LinkedHashSet<>(read("the list", new Scope.All()).forwards());
    }
}
