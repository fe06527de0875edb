package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.netlink.backend.TableReader.Lookup;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.SetElement;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
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
    /** Of one family: its container, its ports in a row, and none behind these; then the first look at the index is the last. */
    private static final int INDEX_KEYS_OF_ONE_PORT = 3;
    private static final int INDEX_KEYS_MORE = 16;

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
        throw new StaleSnapshotException(null);
    }

    private Optional<Snapshot> attempt(Scope.Of scope) {
        try {
            return ask(scope);
        } catch (NetlinkException e) {
            // A key of one type, asked for in a set of another.
            if (e.errno() == Errno.EINVAL) {
                return new SearchingReader(reader).attempt(scope);
            }
            throw e;
        }
    }

    private Optional<Snapshot> ask(Scope.Of scope) {
        Set<HostPort> asked = new LinkedHashSet<>();
        for (HostPort hostPort : scope.hostPorts()) {
            asked.add(hostPort);
            asked.add(ForwardElements.onEveryAddress(hostPort));
        }
        int indexKeys = asked.isEmpty() ? INDEX_KEYS_OF_ONE_PORT : 1;
        Read<Lookup> first = reader.lookup(asked, OwnerIndex.keys(scope.owner(), 0, indexKeys), List.of());
        Optional<OwnerBucket> bucket = bucket(scope.owner(), first, indexKeys);
        if (bucket.isEmpty() || !known.refresh(reader, first.generation())) {
            return Optional.empty();
        }
        Map<HostPort, ForwardElements.Found> found = new HashMap<>();
        put(first.value().forwards(), found);
        if (anyOnEveryAddress(scope.hostPorts())) {
            Optional<List<ForwardElements.Found>> onOneAddress = known.onOneAddress(reader, first.generation(), scope.hostPorts());
            if (onOneAddress.isEmpty()) {
                return Optional.empty();
            }
            put(onOneAddress.get(), found);
        }
        OwnedRows owned = new OwnedRows(bucket.get());
        Set<HostPort> rest = new LinkedHashSet<>(owned.hostPorts());
        rest.removeAll(asked);
        Set<MasqueradeElement> masquerade = new LinkedHashSet<>(owned.masquerade());
        for (ForwardElements.Found forward : found.values()) {
            if (!forward.owner().equals(scope.owner())) {
                masquerade.addAll(MasqueradeElement.signs(forward.target().address()));
            }
        }
        Map<MasqueradeElement, Owner> there = Map.of();
        if (!rest.isEmpty() || !masquerade.isEmpty()) {
            Read<Lookup> second = reader.lookup(rest, List.of(), masquerade);
            if (second.generation() != first.generation()) {
                return Optional.empty();
            }
            put(second.value().forwards(), found);
            there = second.value().masquerade();
        }
        Moment moment = new Moment(first.generation(), known.faultyBase(), bucket.get(), links(scope, owned), false, masquerade, there);
        Set<ForwardElements.Found> own = new HashSet<>(found.values());
        own.removeIf(forward -> !forward.owner().equals(scope.owner()));
        boolean nothingToGoBy = asked.isEmpty() && bucket.get().rows().isEmpty() && known.isPresent();
        if (nothingToGoBy || !known.faults().isEmpty() || bucket.get().hasGap() || !owned.agreesWith(own)) {
            return new SearchingReader(reader).attempt(scope);
        }
        return Optional.of(snapshot(scope, owned, found, moment, known.faults(), known.isUndisturbed()));
    }

    static Snapshot snapshot(Scope.Of scope, OwnedRows owned, Map<HostPort, ForwardElements.Found> found, Moment moment,
            List<String> tableFaults, boolean undisturbed) {
        Set<Forward> forwards = new HashSet<>();
        Set<HostPort> own = new HashSet<>();
        for (ForwardElements.Found forward : found.values()) {
            Masquerade masquerade;
            if (forward.owner().equals(scope.owner())) {
                own.add(forward.hostPort());
                masquerade = owned.masqueradeOf(forward.target().address());
            } else {
                masquerade = MasqueradeElement.masquerade(forward.target().address(), moment.masquerade().keySet());
            }
            forwards.add(new Forward(forward.hostPort(), forward.target(), masquerade, forward.owner()));
        }
        List<String> faults = new ArrayList<>(tableFaults);
        faults.addAll(owned.faults(own, scope.links(), moment.masquerade().keySet()));
        return new Snapshot(forwards, faults, undisturbed, moment);
    }

    private static boolean anyOnEveryAddress(Set<HostPort> hostPorts) {
        for (HostPort hostPort : hostPorts) {
            if (hostPort.everyAddress()) {
                return true;
            }
        }
        return false;
    }

    /** The interfaces as they are now; for containers that the caller does not speak of, as they were. */
    static Map<InetAddress, Integer> links(Scope.Of scope, OwnedRows owned) {
        Map<InetAddress, Integer> links = new HashMap<>(owned.links());
        scope.links().forEach((address, link) -> links.put(address, link.index()));
        return links;
    }

    /** Empty when the rule set moved. */
    private Optional<OwnerBucket> bucket(Owner owner, Read<Lookup> first, int firstKeys) {
        List<SetElement> elements = new ArrayList<>(first.value().index());
        int asked = firstKeys;
        while (elements.size() == asked) {
            Read<Lookup> more = reader.lookup(List.of(), OwnerIndex.keys(owner, asked, asked + INDEX_KEYS_MORE), List.of());
            if (more.generation() != first.generation()) {
                return Optional.empty();
            }
            elements.addAll(more.value().index());
            asked += INDEX_KEYS_MORE;
        }
        return Optional.of(new OwnerBucket(owner, elements));
    }

    private static void put(List<ForwardElements.Found> forwards, Map<HostPort, ForwardElements.Found> into) {
        for (ForwardElements.Found forward : forwards) {
            into.put(forward.hostPort(), forward);
        }
    }
}
