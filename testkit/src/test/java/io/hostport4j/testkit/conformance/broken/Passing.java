package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Backend;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.testkit.memory.MemoryNetwork;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Passes everything on; a defect overrides what it gets wrong. */
class Passing implements Backend {
    final Backend sound;

    Passing(Backend sound) {
        this.sound = sound;
    }

    @Override
    public Snapshot read(Scope scope) {
        return sound.read(scope);
    }

    @Override
    public void commit(Change change) {
        sound.commit(change);
    }

    @Override
    public void rehearse(Change change) {
        sound.rehearse(change);
    }

    @Override
    public boolean isEmpty() {
        return sound.isEmpty();
    }

    @Override
    public void tidy() {
        sound.tidy();
    }

    @Override
    public void close() {
        sound.close();
    }

    /** A basis of now for a change of an owner. */
    Snapshot fresh(Owner owner, Collection<Forward> additions) {
        Map<HostPort, Forward> wanted = new LinkedHashMap<>();
        Map<InetAddress, Link> links = new HashMap<>();
        for (Forward forward : additions) {
            wanted.put(forward.hostPort(), forward);
            links.put(forward.target().address(), new Link(MemoryNetwork.LINK, Family.of(forward.target().address()) == Family.IPV4 ? 24 : 64));
        }
        return sound.read(new Scope.Of(owner, wanted, links));
    }

    static Snapshot showing(Snapshot snapshot, Collection<Forward> forwards) {
        return new Snapshot(new LinkedHashSet<>(forwards), snapshot.faults(), snapshot.undisturbed(), snapshot.moment());
    }

    static Snapshot showing(Snapshot snapshot, Predicate<Forward> shown) {
        return showing(snapshot, snapshot.forwards().stream().filter(shown).toList());
    }

    static Snapshot showingAs(Snapshot snapshot, UnaryOperator<Forward> as) {
        return showing(snapshot, snapshot.forwards().stream().map(as).toList());
    }

    static Snapshot faulty(Snapshot snapshot, Predicate<String> shown) {
        return new Snapshot(snapshot.forwards(), snapshot.faults().stream().filter(shown).toList(), snapshot.undisturbed(), snapshot.moment());
    }

    static Forward ownedBy(Owner owner, Forward forward) {
        return new Forward(forward.hostPort(), forward.target(), forward.masquerade(), forward.conditions(), owner);
    }

    /** The change with its additions as something else. */
    static Change adding(Change change, UnaryOperator<Forward> as) {
        return new Change(change.basis(), change.owner(), change.removals(), map(change.additions(), as));
    }

    /** The change without some of its additions. */
    static Change addingOnly(Change change, Predicate<Forward> kept) {
        Set<Forward> additions = new LinkedHashSet<>(change.additions());
        additions.removeIf(kept.negate());
        return new Change(change.basis(), change.owner(), change.removals(), additions);
    }

    static Set<Forward> map(Set<Forward> forwards, UnaryOperator<Forward> as) {
        Set<Forward> mapped = new LinkedHashSet<>();
        forwards.forEach(forward -> mapped.add(as.apply(forward)));
        return mapped;
    }
}
