package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read for a scope at one moment.
 *
 * @param scope what was asked for
 * @param tables all tables that were read; in the others there is nothing of the scope
 * @param chains all containers' chains of these
 * @param forwards of the scope
 * @param faults of the objects that they need
 */
record Reading(Scope scope, Map<Place, Saved> tables, List<FoundChain> chains, Set<Forward> forwards, List<String> faults) {
    /**
     * The question whether a rule, which stands in a table, has some conditions in other words.
     *
     * @param wanted the rule with these words
     * @param found as it is printed
     */
    record SameConditions(Place place, EntryRule wanted, EntryRule found) {}
}
