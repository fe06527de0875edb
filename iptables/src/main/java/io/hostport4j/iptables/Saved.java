package io.hostport4j.iptables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.BackendFailedException;
import java.util.List;
import java.util.Optional;

/**
 * What matters of a family's tables, all of which one call of iptables-save prints.
 *
 * @param nat the table nat
 * @param chains of containers in nat
 * @param guard the table that {@link Guard} is in; empty when it is there and cannot be told whether it is whole
 */
record Saved(SavedTable nat, List<ContainerChain> chains, Optional<SavedTable> guard) {
    /** @throws BackendFailedException when nft put something into the table nat that iptables cannot show, so that nothing is known */
    static Saved parse(Family family, String output) {
        SavedTable nat = SavedTable.parse(output, "nat").orElseThrow(() ->
                new BackendFailedException("iptables: table nat has rules that only nft can show; move them to a table of their own"));
        return new Saved(nat, ContainerChain.parse(family, nat), SavedTable.parse(output, Guard.of(family).table()));
    }

    Saved withGuard(SavedTable table) {
        return new Saved(nat, chains, Optional.of(table));
    }
}
