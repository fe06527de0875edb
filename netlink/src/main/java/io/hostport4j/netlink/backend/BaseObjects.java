package io.hostport4j.netlink.backend;

import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.RuleDifference;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.SetFlag;
import io.hostport4j.netlink.nftables.Table;
import io.hostport4j.netlink.nftables.TableFlag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the table is made of, besides elements, as it was found; compared with what it should be, and mended.
 *
 * @param table empty when it is not there
 * @param chains all of the table but those of gates
 * @param sets all of the table
 * @param rules all of the table, in the order of their chains
 */
record BaseObjects(Optional<Table> table, List<Chain> chains, List<NamedSet> sets, List<Rule> rules) {
    /** A table that is not there. */
    static final BaseObjects ABSENT = new BaseObjects(Optional.empty(), List.of(), List.of(), List.of());

    /** A table as it should be, without conditions. */
    static final BaseObjects WHOLE = new BaseObjects(Optional.of(KernelTable.TABLE), KernelTable.CHAINS, KernelTable.SETS, HostPortRules.ALL);

    private static final String CONDITIONS = TableChain.CONDITIONS.text();

    boolean present() {
        return table.isPresent();
    }

    /** Whether the table is there, and no packet comes to it. */
    boolean dormant() {
        return table.isPresent() && table.get().flags().contains(TableFlag.DORMANT);
    }

    /** What is missing, other than it should be, or foreign; nothing for a table that is not there at all. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (table.isEmpty()) {
            return faults;
        }
        for (NamedSet set : KernelTable.SETS) {
            Optional<NamedSet> there = found(set);
            compare(set, there.isPresent() ? Optional.of(asIfCounted(there.get(), set)) : there, "other types or flags", faults);
        }
        for (Chain chain : KernelTable.CHAINS) {
            compare(chain, found(chain), "another hook, priority or policy", faults);
        }
        if (faults.isEmpty()) {
            for (TableChain chain : TableChain.values()) {
                compareRules(chain, faults);
            }
        }
        for (Chain chain : foreignChains()) {
            faults.add(HostPortTable.foreignChain(chain.name()));
        }
        if (dormant()) {
            faults.add(HostPortTable.DORMANT);
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
     * Writes what makes a table that is not dormant whole: everything where it is absent; else the sets that are missing, and all
     * chains and rules anew, without those that are foreign. Elements stay, but for those of sets that cannot hold what they should; so do the rules of conditions, which only their
     * words could make again.
     */
    void mend(NftTransaction.Builder transaction) {
        if (table.isEmpty()) {
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
        gone.removeIf(chain -> TableChain.isForeign(chain.name()) && isNamedByGates(chain.name()));
        for (Chain chain : gone) {
            transaction.flush(chain);
        }
        if (!foreignChains().isEmpty()) {
            // A map of verdicts holds the chains that it names.
            foreignSets().forEach(transaction::delete);
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

    private List<Chain> foreignChains() {
        List<Chain> foreign = new ArrayList<>();
        for (Chain chain : chains) {
            if (TableChain.isForeign(chain.name())) {
                foreign.add(chain);
            }
        }
        return foreign;
    }

    private List<NamedSet> foreignSets() {
        return sets.stream().filter(set -> !set.flags().contains(SetFlag.ANONYMOUS) && !isNamedByGates(set.name())
                && KernelTable.SETS.stream().noneMatch(own -> own.name().equals(set.name()))).toList();
    }

    /** What a rule that stays names cannot be deleted. */
    private boolean isNamedByGates(String name) {
        return rules.stream().anyMatch(rule -> Gate.isChain(rule.chain()) && rule.toString().contains(name));
    }

    /** What an earlier version made counts nothing, and is as good: to make the set anew would cost its elements. */
    private static NamedSet asIfCounted(NamedSet there, NamedSet wanted) {
        return there.expressions().isEmpty() ? there.withExpressions(wanted.expressions()) : there;
    }

    private boolean holdsWhatItShould(NamedSet wanted) {
        Optional<NamedSet> there = found(wanted);
        return there.isPresent() && there.get().key().equals(wanted.key()) && there.get().data().equals(wanted.data());
    }

    private Optional<NamedSet> found(NamedSet wanted) {
        for (NamedSet set : sets) {
            if (set.name().equals(wanted.name())) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    private Optional<Chain> found(Chain wanted) {
        for (Chain chain : chains) {
            if (chain.name().equals(wanted.name())) {
                return Optional.of(chain);
            }
        }
        return Optional.empty();
    }

    private void compareRules(TableChain chain, List<String> faults) {
        List<Rule> wanted = of(chain, HostPortRules.ALL);
        List<Rule> found = chain == TableChain.CONDITIONS ? gates().foreign() : of(chain, rules);
        List<Integer> places = new ArrayList<>(found.size());
        for (Rule rule : found) {
            places.add(wanted.indexOf(rule));
        }
        RuleDifference.of(chain, places).ifPresent(faults::add);
    }

    private static List<Rule> of(TableChain chain, List<Rule> rules) {
        List<Rule> own = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.chain().equals(chain.text())) {
                own.add(rule.withoutHandle());
            }
        }
        return own;
    }

    private static <T> void compare(T wanted, Optional<T> found, String what, List<String> faults) {
        if (found.isEmpty()) {
            faults.add(wanted + " is missing");
        } else if (!found.get().equals(wanted)) {
            faults.add(wanted + " has " + what);
        }
    }
}
