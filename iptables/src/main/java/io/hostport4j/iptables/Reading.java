package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was read for a scope at one moment.
 *
 * @param scope what was asked for
 * @param tables all tables that were read; in the others there is nothing of the scope
 * @param chains all containers' chains of these
 * @param forwards of the scope
 * @param faults of the objects that they need
 * @param known what a second reading need not ask again
 */
record Reading(Scope scope, Map<Place, Saved> tables, List<FoundChain> chains, Set<Forward> forwards, List<String> faults, Known known) {

    /**
     * What was found out and is still true: iptables always says the same on the same words, and tables of nf_tables are the same
     * while their generation is.
     *
     * @param sameConditions what iptables said on whether words mean what a rule says
     * @param generation of nf_tables before the first table was read
     * @param tables that were read
     */
    record Known(Map<SameConditions, Boolean> sameConditions, OptionalInt generation, Map<Place, Saved> tables) {
        static final Known NOTHING = new Known(Map.of(), OptionalInt.empty(), Map.of());

        /** A table that need not be read again. */
        Optional<Saved> table(Place place, OptionalInt generationNow) {
            boolean same = place.flavour() == Flavour.NFT && generation.isPresent() && generation.equals(generationNow);
            return same ? Optional.ofNullable(tables.get(place)) : Optional.empty();
        }
    }

    /**
     * The question whether a rule, which stands in a table, has some conditions in other words.
     *
     * @param wanted the rule with these words
     * @param found as it is printed
     */
    record SameConditions(Place place, EntryRule wanted, EntryRule found) {}
}
