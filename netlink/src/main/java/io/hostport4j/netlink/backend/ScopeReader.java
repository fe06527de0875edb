package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.SetElement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the forwards of one owner and the holders of some host ports, at a cost that does not grow with those of others. */
final class ScopeReader {
    private static final int TRIES = 64;
    /** Most owners have few ports in a row, so that the first look at the index is the last. */
    private static final int FIRST_INDEX_KEYS = 2;
    private static final int INDEX_GROWTH = 8;

    private final TableReader reader;
    private final KnownTable known;

    ScopeReader(TableReader reader, KnownTable known) {
        this.reader = reader;
        this.known = known;
    }

    /** Several questions are asked one after the other; when the rule set moved between two of them, all are asked again. */
    Snapshot read(Scope.Of scope) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Snapshot> snapshot = attempt(scope);
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
        }
        throw new BackendFailedException("netlink: read " + HostPortTable.TABLE + ": others changed the rule set " + TRIES
                + " times while it was read");
    }

    private Optional<Snapshot> attempt(Scope.Of scope) {
        Set<HostPort> asked = new LinkedHashSet<>();
        for (HostPort hostPort : scope.hostPorts()) {
            asked.add(hostPort);
            asked.add(ForwardElements.onEveryAddress(hostPort));
        }
        Read<TableReader.Lookup> first = reader.lookup(asked, Optional.of(OwnerIndex.keys(scope.owner(), 0, FIRST_INDEX_KEYS)));
        int generation = first.generation();
        Optional<OwnerBucket> bucket = bucket(scope.owner(), generation, first.value().index());
        if (bucket.isEmpty() || !known.refresh(reader, generation)) {
            return Optional.empty();
        }
        Map<HostPort, ForwardElements.Found> found = new HashMap<>();
        first.value().forwards().forEach(forward -> found.put(forward.hostPort(), forward));

        List<OwnerIndex.Entry> entries = bucket.get().entries();
        Set<HostPort> rest = new LinkedHashSet<>();
        entries.forEach(entry -> rest.addAll(entry.hostPorts()));
        rest.removeAll(asked);
        if (!rest.isEmpty()) {
            Read<TableReader.Lookup> second = reader.lookup(rest, Optional.empty());
            if (second.generation() != generation) {
                return Optional.empty();
            }
            second.value().forwards().forEach(forward -> found.put(forward.hostPort(), forward));
        }
        if (scope.hostPorts().stream().anyMatch(HostPort::everyAddress)) {
            Optional<List<ForwardElements.Found>> onOneAddress = known.onOneAddress(reader, generation, scope.hostPorts());
            if (onOneAddress.isEmpty()) {
                return Optional.empty();
            }
            onOneAddress.get().forEach(forward -> found.put(forward.hostPort(), forward));
        }
        return masqueraded(generation, bucket.get(), entries, List.copyOf(found.values()));
    }

    /** Empty when the rule set moved. */
    private Optional<OwnerBucket> bucket(Owner owner, int generation, List<SetElement> first) {
        List<SetElement> elements = new ArrayList<>(first);
        int asked = FIRST_INDEX_KEYS;
        while (elements.size() == asked) {
            Read<TableReader.Lookup> more = reader.lookup(List.of(), Optional.of(OwnerIndex.keys(owner, asked, asked * INDEX_GROWTH)));
            if (more.generation() != generation) {
                return Optional.empty();
            }
            elements.addAll(more.value().index());
            asked *= INDEX_GROWTH;
        }
        return Optional.of(new OwnerBucket(owner, elements));
    }

    private Optional<Snapshot> masqueraded(int generation, OwnerBucket bucket, List<OwnerIndex.Entry> entries,
            List<ForwardElements.Found> found) {
        Map<HostPort, Integer> links = new HashMap<>();
        entries.forEach(entry -> entry.hostPorts().forEach(hostPort -> links.put(hostPort, entry.link())));
        Set<MasqueradeElement> wanted = new LinkedHashSet<>();
        for (ForwardElements.Found forward : found) {
            boolean own = forward.owner().equals(bucket.owner());
            wanted.addAll(MasqueradeElement.candidates(forward.target().address(), own ? links.getOrDefault(forward.hostPort(), 0) : 0));
        }
        Map<MasqueradeElement, Owner> there = Map.of();
        if (!wanted.isEmpty()) {
            Read<Map<MasqueradeElement, Owner>> read = reader.masquerade(wanted);
            if (read.generation() != generation) {
                return Optional.empty();
            }
            there = read.value();
        }
        List<String> faults = new ArrayList<>(known.faults());
        Set<Forward> forwards = new HashSet<>();
        Set<HostPort> own = new HashSet<>();
        for (ForwardElements.Found forward : found) {
            InetAddress target = forward.target().address();
            Masquerade masquerade = MasqueradeElement.masquerade(target, there.keySet());
            forwards.add(new Forward(forward.hostPort(), forward.target(), masquerade, forward.owner()));
            if (forward.owner().equals(bucket.owner())) {
                own.add(forward.hostPort());
                for (MasqueradeElement element : MasqueradeElement.of(masquerade, target, links.getOrDefault(forward.hostPort(), 0))) {
                    if (!there.containsKey(element)) {
                        faults.add(element + " is missing");
                    }
                }
            }
        }
        faults.addAll(indexFaults(links.keySet(), own));
        return Optional.of(new Snapshot(forwards, faults, new Moment(generation, known.faultyBase(), bucket, wanted, there)));
    }

    private static List<String> indexFaults(Set<HostPort> indexed, Set<HostPort> own) {
        List<String> faults = new ArrayList<>();
        for (HostPort hostPort : indexed) {
            if (!own.contains(hostPort)) {
                faults.add(hostPort + " is in " + HostPortTable.OWNERS + " and not in " + ForwardElements.map(hostPort));
            }
        }
        for (HostPort hostPort : own) {
            if (!indexed.contains(hostPort)) {
                faults.add(hostPort + " is in " + ForwardElements.map(hostPort) + " and not in " + HostPortTable.OWNERS);
            }
        }
        return faults;
    }
}
