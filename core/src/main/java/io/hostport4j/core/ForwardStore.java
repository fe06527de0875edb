package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Capability;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.spi.WaitEndedException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the chosen backend keeps, with the loop that every change goes through: read, decide, commit, and again when somebody was faster. */
final class ForwardStore {
    private final Backend backend;
    private final boolean tracked;
    private final OtherStores others;
    private final HostNetwork network;
    private final RetryLoop loop;
    private final FlowCleanup flows;
    private final KnownLoopback loopback;

    ForwardStore(OpenedBackend chosen, OtherStores others, HostNetwork network, RetryLoop loop, FlowCleanup flows,
                 KnownLoopback loopback) {
        this.backend = chosen.backend();
        // The connection tracker leads no flow past a socket.
        this.tracked = !chosen.capabilities().contains(Capability.OWN_SOCKETS);
        this.network = network;
        this.others = others;
        this.loop = loop;
        this.flows = flows;
        this.loopback = loopback;
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
     * @throws ConflictException when another owner holds one of their host ports, here or in another store, and may keep it; nothing
     *     is changed then
     * @throws WaitEndedException when its time is up; they are as before then, or what keeps them from it is beside the exception
     */
    Outcome replace(Claim claim) {
        return replace(claim, change -> commitOrRestore(change, claim.scope().links()));
    }

    private Outcome replace(Claim claim, Consumer<Change> commit) {
        Scope.Of scope = claim.scope();
        Owner owner = scope.owner();
        return loop.untilDone("the change for " + owner, () -> {
            Snapshot snapshot = backend.basis(scope);
            seen(snapshot);
            Set<Forward> before = Forwards.ownedBy(owner, snapshot.forwards());
            if (!scope.wanted().isEmpty()) {
                evict(claim, Forwards.without(snapshot.forwards(), before));
            }
            Collection<Forward> wanted = scope.wanted().values();
            Set<Forward> removals = Forwards.without(before, wanted);
            Set<Forward> additions = Forwards.without(wanted, before);
            if (!removals.isEmpty() || !additions.isEmpty() || !snapshot.faults().isEmpty()) {
                commit.accept(new Change(snapshot, owner, removals, additions));
            }
            return new Outcome(before, covered(owner, snapshot), removals, additions);
        });
    }

    /** Whether a commit that was cut short had its effect nobody knows, so what is there is looked at. */
    private void commitOrRestore(Change change, Map<InetAddress, Link> links) {
        try {
            commit(change);
        } catch (WaitEndedException e) {
            restore(change.owner(), Forwards.ownedBy(change.owner(), change.basis().forwards()), links, e);
            throw e;
        }
    }

    /**
     * Makes an owner's forwards what they were, although its operation failed; what keeps it from that goes beside the failure.
     *
     * @param known how the node reaches containers of which more is known than their address
     */
    void restore(Owner owner, Set<Forward> before, Map<InetAddress, Link> known, RuntimeException failure) {
        try {
            loop.time().toTheEnd(() -> {
                Map<InetAddress, Link> links = new ContainerLinks(network).of(before);
                known.forEach(links::replace);
                Scope.Of scope = new Scope.Of(owner, Forwards.byHostPort(before), links);
                // What a fault is depends on the containers' subnets, which are not all known here: nothing is mended.
                replace(new Claim(scope, ConflictPolicy.FAIL, network), change -> {
                    if (!change.removals().isEmpty() || !change.additions().isEmpty()) {
                        commit(change);
                    }
                });
            });
        } catch (HostPortException | WaitEndedException e) {
            failure.addSuppressed(e);
            log().warn("what {} had before cannot be put back: {}", owner, e.getMessage());
        }
    }

    /** A change is of one owner, so others' forwards go before; whoever takes a port meanwhile is met in the next round. */
    private void evict(Claim claim, Set<Forward> strangers) {
        Map<Forward, String> here = claim.evictions(strangers);
        Map<Forward, String> elsewhere = others.evictions(claim);
        if (here.isEmpty() && elsewhere.isEmpty()) {
            return;
        }
        for (Owner holder : Forwards.owners(here.keySet())) {
            Snapshot snapshot = backend.read(Scope.Of.all(holder));
            seen(snapshot);
            Set<Forward> removals = Forwards.ownedBy(holder, snapshot.forwards());
            removals.retainAll(here.keySet());
            if (!removals.isEmpty()) {
                commit(new Change(snapshot, holder, removals, Set.of()));
                warn(claim, removals, here);
            }
        }
        if (!elsewhere.isEmpty()) {
            others.removeThese(elsewhere.keySet());
            warn(claim, elsewhere.keySet(), elsewhere);
        }
        throw new StaleSnapshotException(null);
    }

    private static void warn(Claim claim, Set<Forward> evicted, Map<Forward, String> reasons) {
        evicted.forEach(forward -> log().warn("{} lost its host port to {}: {}", forward, claim.scope().owner(), reasons.get(forward)));
    }

    /**
     * Removes what an owner has, and what carries a mark that says less but leads to one of its addresses: another program made it,
     * whose store this backend shares.
     */
    Set<Forward> remove(Owner owner, Collection<InetAddress> addresses) {
        Outcome outcome = replace(new Claim(Scope.Of.all(owner), ConflictPolicy.FAIL, network));
        Set<Forward> gone = new LinkedHashSet<>(outcome.removed());
        if (!addresses.isEmpty() && !outcome.covered().isEmpty()) {
            gone.addAll(loop.untilDone("the change for " + owner, () -> removeCovered(owner, addresses)));
        }
        return gone;
    }

    private Set<Forward> removeCovered(Owner owner, Collection<InetAddress> addresses) {
        Snapshot snapshot = backend.read(Scope.Of.all(owner));
        seen(snapshot);
        Set<Forward> covered = covered(owner, snapshot);
        covered.removeIf(forward -> !addresses.contains(forward.target().address()));
        if (!covered.isEmpty()) {
            Owner mark = covered.iterator().next().owner();
            commit(new Change(snapshot, mark, Forwards.ownedBy(mark, covered), Set.of()));
        }
        return covered;
    }

    private void commit(Change change) {
        backend.commit(change);
        loopback.removed(change.removals());
        if (tracked) {
            flows.standing(change.basis().forwards());
            flows.removed(change.removals());
            flows.added(change.additions());
        }
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
            seen(snapshot);
            return snapshot;
        });
    }

    Set<Forward> all() {
        return new LinkedHashSet<>(read("the list", new Scope.All()).forwards());
    }

    /** All forwards with the connections that they took. */
    Map<Forward, OptionalLong> connections() {
        others.look(false);
        return loop.untilDone("the list", backend::connections);
    }

    /** A host port that serves 127.0.0.0/8 and leads to one of some addresses, if there is one by now. */
    Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        return loop.untilDone("the search for a forward of 127.0.0.1", () -> backend.findLoopback(target));
    }

    private void seen(Snapshot snapshot) {
        others.look(snapshot.undisturbed());
        if (!snapshot.undisturbed()) {
            loopback.forget();
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(ForwardStore.class);
    }
}
