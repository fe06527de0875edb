package io.hostport4j.netlink.nftables;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a {@link RulesetMonitor} heard since it was asked last, of one transaction or of many.
 *
 * @param generation of the rule set behind the last transaction; empty when no whole transaction was heard of
 * @param touched those of the watched tables of which somebody made, changed or deleted anything but elements: the table itself, chains,
 *     rules, sets
 * @param refilled those of the watched tables where elements were added to sets and maps, or taken out
 * @param removed comments of the elements that were taken out of sets and maps of watched tables one by one; a set or table that is
 *     deleted with its elements tells nothing of them
 * @param elsewhere whether other tables were changed
 * @param lost whether notices were lost because too many waited: anything may have changed
 */
public record RulesetChange(OptionalInt generation, Set<Table> touched, Set<Table> refilled, Set<String> removed, boolean elsewhere, boolean lost) {
    /** Copies the sets; their order stays. */
    public RulesetChange {
        touched = Collections.unmodifiableSet(new LinkedHashSet<>(touched));
        refilled = Collections.unmodifiableSet(new LinkedHashSet<>(refilled));
        removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
    }
}
