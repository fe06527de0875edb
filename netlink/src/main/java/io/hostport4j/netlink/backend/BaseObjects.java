package io.hostport4j.netlink.backend;

import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the table is made of, besides elements, as it was found; compared with what it should be, and mended.
 *
 * @param present whether the table is there
 * @param chains those of our names
 * @param sets all of the table
 * @param rules all of the table, in the order of their chains
 */
record BaseObjects(boolean present, List<Chain> chains, List<NamedSet> sets, List<Rule> rules) {
    /** A table that is not there. */
    static final BaseObjects ABSENT = new BaseObjects(false, List.of(), List.of(), List.of());

    /** A table as it should be. */
    static final BaseObjects WHOLE = new BaseObjects(true, HostPortTable.CHAINS, HostPortTable.sets(), HostPortRules.all());

    /** What is missing, other than it should be, or foreign; nothing for a table that is not there at all. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!present) {
            return faults;
        }
        for (NamedSet set : HostPortTable.sets()) {
            compare(set, found(set), faults);
        }
        for (Chain chain : HostPortTable.CHAINS) {
            compare(chain, found(chain), faults);
        }
        if (faults.isEmpty()) {
            for (Chain chain : HostPortTable.CHAINS) {
                compareRules(chain, faults);
            }
        }
        return faults;
    }

    /** Those of some sets that are there and hold what they should. */
    List<NamedSet> readable(List<NamedSet> wanted) {
        return wanted.stream().filter(set -> found(set).filter(there -> holdsTheSame(set, there)).isPresent()).toList();
    }

    /**
     * Writes what makes the table whole: everything where it is absent; else the sets that are missing, and all chains and rules
     * anew. Elements stay, but for those of sets that cannot hold what they should.
     */
    void mend(NftTransaction.Builder transaction) {
        if (!present) {
            transaction.add(HostPortTable.TABLE);
        }
        for (Chain chain : chains) {
            transaction.flush(chain);
        }
        // Chains that others jump to go last.
        List<Chain> backwards = new ArrayList<>(chains);
        Collections.reverse(backwards);
        for (Chain chain : backwards) {
            transaction.delete(chain);
        }
        for (NamedSet set : HostPortTable.sets()) {
            found(set).filter(there -> !holdsTheSame(set, there)).ifPresent(transaction::delete);
            if (readable(List.of(set)).isEmpty()) {
                transaction.add(set);
            }
        }
        for (Chain chain : HostPortTable.CHAINS) {
            transaction.add(chain);
        }
        for (Rule rule : HostPortRules.all()) {
            transaction.add(rule);
        }
    }

    private static boolean holdsTheSame(NamedSet wanted, NamedSet there) {
        return there.key().equals(wanted.key()) && there.data().equals(wanted.data());
    }

    private Optional<NamedSet> found(NamedSet wanted) {
        return sets.stream().filter(set -> set.name().equals(wanted.name())).findFirst();
    }

    private Optional<Chain> found(Chain wanted) {
        return chains.stream().filter(chain -> chain.name().equals(wanted.name())).findFirst();
    }

    private void compareRules(Chain chain, List<String> faults) {
        List<Rule> wanted = of(chain, HostPortRules.all());
        List<Rule> found = of(chain, rules);
        if (!found.equals(wanted)) {
            long missing = wanted.stream().filter(rule -> !found.contains(rule)).count();
            long foreign = found.stream().filter(rule -> !wanted.contains(rule)).count();
            faults.add(missing + foreign == 0
                    ? chain + " has its rules in another order or more than once"
                    : chain + " lacks " + missing + " of its " + wanted.size() + " rules and has " + foreign + " foreign ones");
        }
    }

    private static List<Rule> of(Chain chain, List<Rule> rules) {
        return rules.stream().filter(rule -> rule.chain().equals(chain.name())).map(Rule::withoutHandle).toList();
    }

    private static <T> void compare(T wanted, Optional<T> found, List<String> faults) {
        if (found.isEmpty()) {
            faults.add(wanted + " is missing");
        } else if (!found.get().equals(wanted)) {
            faults.add(wanted + " is not as it should be");
        }
    }
}
