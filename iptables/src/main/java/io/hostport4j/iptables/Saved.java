package io.hostport4j.iptables;

import io.hostport4j.core.spi.BackendFailedException;
import java.util.List;
import java.util.Optional;

/**
 * What matters of a family's tables, all of which one call of iptables-save prints.
 *
 * @param nat the table nat
 * @param chains of containers in nat, as they look when nobody is asked for
 * @param guard the table that {@link Guard} is in; empty when it is there and cannot be told whether it is whole
 */
record Saved(SavedTable nat, List<FoundChain> chains, Optional<SavedTable> guard) {
    /** @throws BackendFailedException when nft put something into the table nat that iptables cannot show, so that nothing is known */
    static Saved parse(Place place, String output) {
        SavedTable nat = SavedTable.parse(output, "nat").orElseThrow(() ->
                new BackendFailedException("iptables: table nat has rules that only nft can show; move them to a table of their own"));
        List<FoundChain> chains = ContainerChain.parse(place.family(), nat).stream().map(chain -> FoundChain.of(place, chain)).toList();
        return new Saved(nat, chains, SavedTable.parse(output, Guard.of(place.family()).table()));
    }

    Saved withGuard(SavedTable table) {
        return new Saved(nat, chains, Optional.of(table));
    }
}
