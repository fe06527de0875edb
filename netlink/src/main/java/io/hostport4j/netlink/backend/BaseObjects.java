package io.hostport4j.netlink.backend;

import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableSet;
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

    /** A table as it should be, without conditions. */
    static final BaseObjects WHOLE = new BaseObjects(true, KernelTable.CHAINS, KernelTable.SETS, HostPortRules.ALL);

    private static final String CONDITIONS = TableChain.CONDITIONS.text();

    /** What is missing, other than it should be, or foreign; nothing for a table that is not there at all. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!present) {
            return faults;
        }
        for (NamedSet set : KernelTable.SETS) {
            compare(set, found(set), faults);
        }
        for (Chain chain : KernelTable.CHAINS) {
            compare(chain, found(chain), faults);
        }
        if (faults.isEmpty()) {
            for (Chain chain : KernelTable.CHAINS) {
                compareRules(chain, faults);
            }
        }
        return faults;
    }

    /** The sets that are there and hold what they should. */
    List<TableSet> readable() {
        List<TableSet> readable = new ArrayList<>();
        for (TableSet set : TableSet.values()) {
            if (holdsWhatItShould(KernelTable.set(set))) {
                readable.add(set);
            }
        }
        return readable;
    }

    /** What is in the chain of conditions and stays there when the table is mended. */
    GateRules gates() {
        return keepsConditions() ? GateRules.of(rules) : GateRules.NONE;
    }

    /**
     * Writes what makes the table whole: everything where it is absent; else the sets that are missing, and all chains and rules
     * anew. Elements stay, but for those of sets that cannot hold what they should; so do the rules of conditions, which only their
     * words could make again.
     */
    void mend(NftTransaction.Builder transaction) {
        if (!present) {
            transaction.add(KernelTable.TABLE);
        }
        removeChains(transaction);
        for (NamedSet set : KernelTable.SETS) {
            if (!holdsWhatItShould(set)) {
                found(set).ifPresent(transaction::delete);
                transaction.add(set);
            }
        }
        for (Chain chain : KernelTable.CHAINS) {
            transaction.add(chain);
        }
        for (Rule rule : HostPortRules.ALL) {
            transaction.add(rule);
        }
    }

    private void removeChains(NftTransaction.Builder transaction) {
        List<Chain> gone = new ArrayList<>(chains);
        if (keepsConditions()) {
            gone.removeIf(chain -> chain.name().equals(CONDITIONS));
            gates().foreign().forEach(transaction::delete);
        }
        for (Chain chain : gone) {
            transaction.flush(chain);
        }
        // Chains that others jump to go last.
        Collections.reverse(gone);
        for (Chain chain : gone) {
            transaction.delete(chain);
        }
    }

    /** A chain that packets come to by themselves cannot become one that rules jump to. */
    private boolean keepsConditions() {
        for (Chain chain : chains) {
            if (chain.name().equals(CONDITIONS)) {
                return chain.base().isEmpty();
            }
        }
        return false;
    }

    private boolean holdsWhatItShould(NamedSet wanted) {
        Optional<NamedSet> there = found(wanted);
        return there.isPresent() && there.get().key().equals(wanted.key()) && there.get().data().equals(wanted.data());
    }

    private Optional<NamedSet> found(NamedSet wanted) {
        return sets.stream().filter(set -> set.name().equals(wanted.name())).findFirst();
    }

    private Optional<Chain> found(Chain wanted) {
        return chains.stream().filter(chain -> chain.name().equals(wanted.name())).findFirst();
    }

    private void compareRules(Chain chain, List<String> faults) {
        List<Rule> wanted = of(chain, HostPortRules.ALL);
        List<Rule> found = chain.name().equals(CONDITIONS) ? gates().foreign() : of(chain, rules);
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
