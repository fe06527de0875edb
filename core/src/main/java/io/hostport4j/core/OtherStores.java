package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where else forwards of this node may be: put there through another backend, or by the reference plugin. They count when a port is
 * wanted and when an attachment is checked, and they are removed with the attachment; nothing is ever added there.
 *
 * <p>Backends that are empty cost one look, which is repeated only after somebody else changed rules.
 */
final class OtherStores implements AutoCloseable {
    private final List<OpenedBackend> backends;
    private final RetryLoop loop;
    private final FlowCleanup flows;
    private final KnownLoopback loopback;
    private List<OpenedBackend> inUse = List.of();
    private boolean looked;

    OtherStores(List<OpenedBackend> backends, RetryLoop loop, FlowCleanup flows, KnownLoopback loopback) {
        this.backends = List.copyOf(backends);
        this.loop = loop;
        this.flows = flows;
        this.loopback = loopback;
    }

    /** Finds out which of them have anything, unless that is known and nobody disturbed it. */
    void look(boolean undisturbed) {
        if (looked && undisturbed) {
            return;
        }
        inUse = backends.stream().filter(OtherStores::hasAny).toList();
        looked = true;
    }

    /**
     * What others than the scope's owner have to give up there.
     *
     * @throws ConflictException when one of them may keep it
     */
    Map<Forward, String> evictions(Claim claim) {
        Map<Forward, String> evictions = new LinkedHashMap<>();
        for (OpenedBackend store : inUse) {
            List<Forward> strangers = read(store, claim.scope()).stream()
                    .filter(forward -> !claim.scope().owner().covers(forward.owner())).toList();
            evictions.putAll(claim.evictions(strangers));
            flows.standing(strangers);
        }
        return evictions;
    }

    /**
     * Looks again, after a change that was made meanwhile.
     *
     * @throws ConflictException when somebody has come there who is in the way; of two who replace each other, neither wins
     */
    void refuseNewConflicts(Claim claim) {
        look(false);
        evictions(claim.withoutReplacing());
    }

    /** Forwards of a scope and the backend that found them. */
    Map<OpenedBackend, Set<Forward>> read(Scope scope) {
        Map<OpenedBackend, Set<Forward>> found = new LinkedHashMap<>();
        for (OpenedBackend store : inUse) {
            found.put(store, read(store, scope));
        }
        return found;
    }

    /** All forwards with the connections that they took, and the backend that found them. */
    Map<OpenedBackend, Map<Forward, OptionalLong>> connections() {
        Map<OpenedBackend, Map<Forward, OptionalLong>> found = new LinkedHashMap<>();
        for (OpenedBackend store : inUse) {
            found.put(store, passingOver(store, Map.of(), () -> loop.untilDone("reading what " + store.name() + " keeps", store.backend()::connections)));
        }
        return found;
    }

    /**
     * Removes what an attachment has there.
     *
     * @param addresses of the container; they tell whether a forward without a complete mark is this attachment's; none when they are
     *     not known, then each that may be its own is
     */
    Set<Forward> remove(Owner owner, Collection<InetAddress> addresses) {
        return remove(owner, forward -> owner.equals(forward.owner())
                || owner.covers(forward.owner()) && (addresses.isEmpty() || addresses.contains(forward.target().address())));
    }

    /** Removes what is left of a network in each of them. */
    Set<Forward> sweep(Sweep sweep) {
        Set<Forward> gone = new LinkedHashSet<>();
        for (OpenedBackend store : backends) {
            gone.addAll(sweep.through(() -> store.backend().isEmpty() ? Set.of() : readOrFail(store, new Scope.All()),
                    owner -> remove(store, owner, forward -> owner.equals(forward.owner()))));
        }
        return gone;
    }

    /** Removes these, whoever owns them. */
    void removeThese(Set<Forward> forwards) {
        for (Owner owner : Forwards.owners(forwards)) {
            remove(owner, forwards::contains);
        }
    }

    /** Whether it is certain that nothing is there. */
    boolean areEmpty() {
        try {
            return backends.stream().allMatch(store -> store.backend().isEmpty());
        } catch (HostPortException e) {
            log().warn("what is around host ports stays, for one place cannot be looked at: {}", e.getMessage());
            return false;
        }
    }

    /** Whether a forward is there, by now, that serves 127.0.0.0/8 and leads to one of some addresses. */
    boolean anyLoopback(Predicate<InetAddress> target) {
        return backends.stream().anyMatch(store -> loop.untilDone("the search for a forward of 127.0.0.1 in what " + store.name() + " keeps",
                () -> store.backend().findLoopback(target)).isPresent());
    }

    void tidy() {
        backends.forEach(store -> store.backend().tidy());
    }

    @Override
    public void close() {
        backends.forEach(store -> store.backend().close());
    }

    private Set<Forward> remove(Owner owner, Predicate<Forward> candidate) {
        Set<Forward> removed = new LinkedHashSet<>();
        for (OpenedBackend store : inUse) {
            removed.addAll(remove(store, owner, candidate));
        }
        return removed;
    }

    private Set<Forward> remove(OpenedBackend store, Owner owner, Predicate<Forward> candidate) {
        Set<Forward> removed = new LinkedHashSet<>();
        Set<Forward> step;
        do {
            step = loop.untilDone("removing what " + store.name() + " keeps of " + owner, () -> removeSome(store, owner, candidate));
        } while (removed.addAll(step));
        return removed;
    }

    /** Those of one mark: a change is of one owner. */
    private Set<Forward> removeSome(OpenedBackend store, Owner owner, Predicate<Forward> candidate) {
        Snapshot snapshot = store.backend().read(Scope.Of.all(owner));
        Optional<Forward> first = snapshot.forwards().stream().filter(candidate).findFirst();
        if (first.isEmpty()) {
            return Set.of();
        }
        Owner mark = first.get().owner();
        Set<Forward> removals = Forwards.ownedBy(mark, snapshot.forwards());
        removals.removeIf(candidate.negate());
        store.backend().commit(new Change(snapshot, mark, removals, Set.of()));
        flows.removed(removals);
        loopback.removed(removals);
        return removals;
    }

    private Set<Forward> read(OpenedBackend store, Scope scope) {
        return passingOver(store, Set.of(), () -> readOrFail(store, scope));
    }

    private static <T> T passingOver(OpenedBackend store, T nothing, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (HostPortException e) {
            log().warn("what {} keeps cannot be read and is passed over: {}", store.name(), e.getMessage());
            return nothing;
        }
    }

    private Set<Forward> readOrFail(OpenedBackend store, Scope scope) {
        return loop.untilDone("reading what " + store.name() + " keeps", () -> store.backend().read(scope)).forwards();
    }

    private static boolean hasAny(OpenedBackend store) {
        try {
            return !store.backend().isEmpty();
        } catch (HostPortException e) {
            log().warn("whether {} keeps forwards cannot be found out: {}", store.name(), e.getMessage());
            return false;
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(OtherStores.class);
    }
}
