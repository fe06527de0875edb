package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.Findings;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.OwnedRows;
import io.hostport4j.core.table.OwnerBucket;
import io.hostport4j.core.table.OwnerIndex;
import io.hostport4j.core.table.Seen;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.netlink.backend.TableReader.Lookup;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.socket.Errno;
import io.hostport4j.netlink.socket.NetlinkException;
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
                return new WholeReader(reader).attempt(scope);
            }
            throw e;
        }
    }

    private Optional<Snapshot> ask(Scope.Of scope) {
        Set<HostPort> asked = new LinkedHashSet<>();
        for (HostPort hostPort : scope.hostPorts()) {
            asked.add(hostPort);
            asked.add(ForwardElement.onEveryAddress(hostPort));
        }
        int indexKeys = asked.isEmpty() ? INDEX_KEYS_OF_ONE_PORT : 1;
        Read<Lookup> first = reader.lookup(asked, OwnerIndex.keys(scope.owner(), 0, indexKeys), List.of());
        Optional<OwnerBucket> bucket = bucket(scope.owner(), first, indexKeys);
        if (bucket.isEmpty() || !known.refresh(reader, first.generation())) {
            return Optional.empty();
        }
        Map<HostPort, ForwardElement> found = new HashMap<>();
        put(first.value().forwards(), found);
        Set<TableElement> strangers = new LinkedHashSet<>(first.value().strangers());
        strangers.removeIf(stranger -> scope.hostPorts().stream().noneMatch(hostPort -> ForwardElement.isInTheWay(stranger, hostPort)));
        if (anyOnEveryAddress(scope.hostPorts())) {
            Optional<KnownTable.OnOneAddress> onOneAddress = known.onOneAddress(reader, first.generation(), scope.hostPorts());
            if (onOneAddress.isEmpty()) {
                return Optional.empty();
            }
            put(onOneAddress.get().forwards(), found);
            strangers.addAll(onOneAddress.get().strangers());
        }
        OwnedRows owned = new OwnedRows(bucket.get());
        Set<HostPort> rest = new LinkedHashSet<>(owned.hostPorts());
        rest.removeAll(asked);
        Set<MasqueradeElement> masquerade = new LinkedHashSet<>(owned.masqueradeCandidates());
        for (ForwardElement forward : found.values()) {
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
        Seen seen = new Seen(bucket.get(), owned.links(scope), masquerade, there, known.gates().of(scope.owner()), List.copyOf(strangers));
        Set<ForwardElement> own = new HashSet<>(found.values());
        own.removeIf(forward -> !forward.owner().equals(scope.owner()));
        boolean nothingToGoBy = asked.isEmpty() && owned.isEmpty() && known.isPresent();
        if (nothingToGoBy || !known.faults().isEmpty() || bucket.get().hasGap() || !owned.agreesWith(own)) {
            return new WholeReader(reader).attempt(scope);
        }
        Moment moment = new Moment(first.generation(), known.faultyBase(), known.gates(), false, seen);
        return Optional.of(new Findings(found.values(), owned, seen).snapshot(scope, known.faults(), known.isUndisturbed(), moment));
    }

    private static boolean anyOnEveryAddress(Set<HostPort> hostPorts) {
        for (HostPort hostPort : hostPorts) {
            if (hostPort.everyAddress()) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the rule set moved. */
    private Optional<OwnerBucket> bucket(Owner owner, Read<Lookup> first, int firstKeys) {
        List<TableElement> elements = new ArrayList<>(first.value().index());
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

    private static void put(List<ForwardElement> forwards, Map<HostPort, ForwardElement> into) {
        for (ForwardElement forward : forwards) {
            into.put(forward.hostPort(), forward);
        }
    }
}
