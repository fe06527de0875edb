package io.hostport4j.examples.dropin;

import java.util.List;
import java.util.Optional;

/**
 * What both plugins are asked, one after the other.
 *
 * @param name a sentence
 * @param before a rule set that iptables-restore and ip6tables-restore load before; empty for none
 * @param additions ADD calls
 * @param deletions DEL calls
 * @param golden name of a resource with the table that the reference's current version makes, where Debian's is too old for it
 * @param added how we mean to differ after the ADD calls
 * @param deleted how we mean to differ after the DEL calls
 */
record Scenario(String name, String before, List<Call> additions, List<Call> deletions, Optional<String> golden, Difference added,
        Difference deleted) {

    /** Calls of ADD, and of DEL for the same in the same order, with the same tables as the outcome. */
    static Scenario of(String name, Call... calls) {
        return new Scenario(name, "", List.of(calls), List.of(calls), Optional.empty(), Difference.NONE, Difference.NONE);
    }

    Scenario after(String rules) {
        return new Scenario(name, rules, additions, deletions, golden, added, deleted);
    }

    Scenario deleting(Call... calls) {
        return new Scenario(name, before, additions, List.of(calls), golden, added, deleted);
    }

    Scenario asIn(String resource) {
        return new Scenario(name, before, additions, deletions, Optional.of(resource), added, deleted);
    }

    Scenario butAdded(Difference difference) {
        return new Scenario(name, before, additions, deletions, golden, difference, deleted);
    }

    Scenario butDeleted(Difference difference) {
        return new Scenario(name, before, additions, deletions, golden, added, difference);
    }

    @Override
    public String toString() {
        return name;
    }
}
