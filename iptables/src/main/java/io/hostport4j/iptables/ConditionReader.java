package io.hostport4j.iptables;

import io.hostport4j.core.model.Conditions;
import java.util.Map;

/**
 * Tells whether the conditions of a rule are those that are wanted. The tables do not keep the caller's words; where the words that
 * are printed differ from them, iptables is asked whether both mean the same.
 */
final class ConditionReader {
    private final Xtables xtables;
    private final Map<Reading.SameConditions, Boolean> answers;

    /** @param answers what iptables said before; what it says now is put there */
    ConditionReader(Xtables xtables, Map<Reading.SameConditions, Boolean> answers) {
        this.xtables = xtables;
        this.answers = answers;
    }

    /** The wanted conditions where the rule has these, else its own. */
    Conditions read(Place place, EntryRule entry, Conditions wanted) {
        boolean same = !wanted.words().isEmpty() && !entry.conditions().isEmpty()
                && (ConditionWords.normal(wanted.words()).equals(entry.conditions()) || meanTheSame(place, entry, wanted));
        return same ? wanted : Conditions.of(Conditions.Dialect.IPTABLES, entry.conditions());
    }

    private boolean meanTheSame(Place place, EntryRule entry, Conditions wanted) {
        Reading.SameConditions question = new Reading.SameConditions(place, entry.withConditions(wanted.words()), entry);
        return answers.computeIfAbsent(question, asked -> xtables.has(place, asked.wanted().rule()));
    }
}
