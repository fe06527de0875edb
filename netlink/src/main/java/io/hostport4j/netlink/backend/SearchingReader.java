package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.NamedSet;
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

/**
 * Reads a scope from all there is, where somebody has changed the table or an owner's index by hand: whatever carries the owner's mark
 * is found. Costs as much as a list.
 */
final class SearchingReader {
    private final TableReader reader;

    SearchingReader(TableReader reader) {
        this.reader = reader;
    }

    /** Empty when the rule set moved meanwhile. */
    Optional<Snapshot> attempt(Scope.Of scope) {
        Read<BaseObjects> base = reader.base();
        BaseObjects table = base.value();
        Read<TableReader.Listing> listing = reader.list(table.readable(HostPortTable.FORWARD_MAPS));
        Read<Map<MasqueradeElement, Owner>> masquerade = reader.masquerade(table.readable(HostPortTable.MASQUERADE_SETS));
        Read<List<SetElement>> index = index(scope.owner(), table, base.generation());
        if (listing.generation() != base.generation() || masquerade.generation() != base.generation()
                || index.generation() != base.generation()) {
            return Optional.empty();
        }
        OwnerBucket bucket = new OwnerBucket(scope.owner(), index.value());
        OwnedRows owned = new OwnedRows(bucket);
        List<String> faults = new ArrayList<>(table.faults());
        if (bucket.hasGap()) {
            faults.add(HostPortTable.OWNERS + " lacks rows of " + scope.owner());
        }
        Set<MasqueradeElement> own = own(scope.owner(), masquerade.value());
        own.removeAll(owned.masquerade());
        own.forEach(element -> faults.add(element + " should not be there"));
        Optional<BaseObjects> faulty = table.present() && table.faults().isEmpty() ? Optional.empty() : Optional.of(table);
        Map<InetAddress, Integer> links = ScopeReader.links(scope, owned);
        Moment moment = new Moment(base.generation(), faulty, bucket, links, false, asked(links, masquerade.value()), masquerade.value());
        return Optional.of(ScopeReader.snapshot(scope, owned, found(scope, listing.value()), moment, faults, false));
    }

    private Read<List<SetElement>> index(Owner owner, BaseObjects table, int generation) {
        return table.readable(List.of(HostPortTable.OWNERS)).isEmpty() ? new Read<>(generation, List.of()) : reader.index(owner);
    }

    private static Set<MasqueradeElement> own(Owner owner, Map<MasqueradeElement, Owner> masquerade) {
        Set<MasqueradeElement> own = new LinkedHashSet<>();
        masquerade.forEach((element, mark) -> {
            if (mark.equals(owner)) {
                own.add(element);
            }
        });
        return own;
    }

    /** All sets were read, so of what is not there it is known too. */
    private static Set<MasqueradeElement> asked(Map<InetAddress, Integer> links, Map<MasqueradeElement, Owner> masquerade) {
        Set<MasqueradeElement> asked = new HashSet<>(masquerade.keySet());
        links.forEach((address, link) -> asked.addAll(MasqueradeElement.candidates(address, link)));
        return asked;
    }

    /** The owner's, and those that overlap a host port of the scope. */
    private static Map<HostPort, ForwardElements.Found> found(Scope.Of scope, TableReader.Listing listing) {
        Set<HostPort> everyAddress = new HashSet<>();
        scope.hostPorts().forEach(hostPort -> everyAddress.add(ForwardElements.onEveryAddress(hostPort)));
        Map<HostPort, ForwardElements.Found> found = new HashMap<>();
        for (ForwardElements.Found forward : listing.forwards()) {
            HostPort hostPort = forward.hostPort();
            if (forward.owner().equals(scope.owner()) || scope.hostPorts().contains(hostPort)
                    || scope.hostPorts().contains(ForwardElements.onEveryAddress(hostPort)) || everyAddress.contains(hostPort)) {
                found.put(hostPort, forward);
            }
        }
        return found;
    }
}
