package io.hostport4j.nftables;

import io.hostport4j.core.table.ChainHook;
import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.RuleDifference;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the table is made of besides forwards, as it was found: compared with what it should be, and mended. */
final class BaseObjects {
    private final Listing found;

    BaseObjects(Listing found) {
        this.found = found;
    }

    /** What is missing, other than it should be, or foreign; nothing for a table that is not there at all. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!found.present()) {
            return faults;
        }
        for (TableSet set : TableSet.values()) {
            compare(set, found.set(set).map(there -> there.isAs(set)), "other types or flags", faults);
        }
        for (TableChain chain : TableChain.values()) {
            compare(chain, found.chain(chain.text()).map(there -> there.hook().equals(hook(chain))), "another hook, priority or policy", faults);
        }
        if (faults.isEmpty()) {
            for (TableChain chain : TableChain.values()) {
                compareRules(chain, faults);
            }
        }
        foreignChains().forEach(name -> faults.add(HostPortTable.foreignChain(name)));
        if (found.dormant()) {
            faults.add(HostPortTable.DORMANT);
        }
        return faults;
    }

    /**
     * Writes what makes a table that is not dormant whole: everything where it is absent; else the sets that are missing, and chains
     * and rules anew, without those that are foreign.
     * Elements stay, but for those of sets that cannot hold what they should. So do gates, but where there is no chain for them.
     */
    void mend(Script script) {
        if (!found.present()) {
            script.command("create table", "{ comment \"" + HostPortTable.COMMENT + "\" ; }");
        }
        List<TableChain> anew = new ArrayList<>(Arrays.asList(TableChain.values()));
        if (keepsGates()) {
            anew.remove(TableChain.CONDITIONS);
            new Gates(found).foreign().forEach(rule -> script.command("delete rule", rule.chain() + " handle " + rule.handle()));
        }
        // Chains that others jump to go last.
        List<String> gone = new ArrayList<>(anew.stream().map(TableChain::text).filter(name -> found.chain(name).isPresent()).toList());
        gone.addAll(foreignChains().stream().filter(name -> !isNamedByGates(name)).toList());
        Collections.reverse(gone);
        gone.forEach(chain -> script.command("flush chain", chain));
        if (!foreignChains().isEmpty()) {
            // A map of verdicts holds the chains that it names.
            found.sets().stream().filter(set -> TableSet.valueOfText(set.name()).isEmpty() && !isNamedByGates(set.name()))
                    .forEach(set -> script.command("delete " + (set.data().isEmpty() ? "set" : "map"), set.name()));
        }
        gone.forEach(chain -> script.command("delete chain", chain));
        for (TableSet set : TableSet.values()) {
            Optional<FoundSet> there = found.set(set);
            if (there.isPresent() && !there.get().holdsTheSame(set)) {
                script.command("delete " + (there.get().data().isEmpty() ? "set" : "map"), set.text());
            }
            if (there.isEmpty() || !there.get().holdsTheSame(set)) {
                script.command("create " + (set.isMap() ? "map" : "set"), set.text() + " { type " + types(set) + (set.isCounted() ? "; counter" : "") + "; }");
            }
        }
        for (TableChain chain : anew) {
            script.command("create chain", chain.text() + chain.hook().map(BaseObjects::definition).orElse(""));
        }
        for (TableChain chain : anew) {
            chain.rules().forEach(rule -> script.command("add rule", chain.text() + " " + rule));
        }
    }

    /** Whether the chain that gates are in is one that can be left as it is. */
    boolean keepsGates() {
        return found.chain(TableChain.CONDITIONS.text()).filter(chain -> chain.hook().isEmpty()).isPresent();
    }

    private void compareRules(TableChain chain, List<String> faults) {
        // The rules of gates come and go with their owners.
        List<FoundRule> rules = chain == TableChain.CONDITIONS ? new Gates(found).foreign() : found.rulesOf(chain.text());
        RuleDifference.of(chain, rules.stream().map(rule -> chain.rules().indexOf(rule.text())).toList()).ifPresent(faults::add);
    }

    /** Chains that neither are the table's nor gates'. */
    private List<String> foreignChains() {
        return found.chains().stream().map(FoundChain::name).filter(TableChain::isForeign).toList();
    }

    /** What a rule that stays names cannot be deleted. */
    private boolean isNamedByGates(String name) {
        return found.rules().stream().anyMatch(rule -> Gate.isChain(rule.chain()) && rule.text().contains(name));
    }

    private static <T> void compare(T wanted, Optional<Boolean> asItShouldBe, String what, List<String> faults) {
        if (asItShouldBe.isEmpty()) {
            faults.add(wanted + " is missing");
        } else if (!asItShouldBe.get()) {
            faults.add(wanted + " has " + what);
        }
    }

    /** As {@link FoundChain} has it. */
    private static Optional<String> hook(TableChain chain) {
        return chain.hook().map(hook -> hook.type().text() + " " + hook.point().text() + " " + hook.priority() + " accept");
    }

    private static String definition(ChainHook hook) {
        return " { type " + hook.type().text() + " hook " + hook.point().text() + " priority " + hook.priority() + "; policy accept; }";
    }

    private static String types(TableSet set) {
        return types(set.key()) + (set.isMap() ? " : " + types(set.data()) : "");
    }

    private static String types(List<FieldType> types) {
        return types.stream().map(FieldType::text).collect(Collectors.joining(" . "));
    }
}
