package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.Change;
import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The forwards that a change left which serve 127.0.0.0/8, noted while nobody else of this library could change anything: to read them
 * again takes a process for each table, and longer than the change where there are thousands.
 *
 * @param generation of nf_tables after the change
 */
record Rest(OptionalInt generation, Set<Forward> forwards) {
    /**
     * @param before what the change was made on
     * @param inUse all tables that may have any forward
     * @return empty when not all of them were read, or one is legacy, whose changes no generation tells
     */
    static Optional<Rest> of(Change change, Reading before, List<Place> inUse, OptionalInt generation) {
        Set<Place> read = before.tables().keySet();
        if (generation.isEmpty() || !read.containsAll(inUse) || read.stream().anyMatch(place -> place.flavour() != Flavour.NFT)) {
            return Optional.empty();
        }
        Set<Forward> left = new LinkedHashSet<>();
        for (FoundChain chain : before.chains()) {
            add(chain.forwards().values(), left);
        }
        left.removeAll(change.removals());
        add(change.additions(), left);
        return Optional.of(new Rest(generation, left));
    }

    /** Whether nothing changed since. */
    boolean isOf(OptionalInt generationNow) {
        return generation.equals(generationNow);
    }

    Optional<HostPort> findLoopback(Predicate<InetAddress> target) {
        return forwards.stream().filter(forward -> target.test(forward.target().address())).map(Forward::hostPort).findFirst();
    }

    private static void add(Collection<Forward> some, Set<Forward> left) {
        some.stream().filter(Forward::servesLoopback).forEach(left::add);
    }
}
