package io.hostport4j.nftables;

import io.hostport4j.core.table.ChainHook;
import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.HostPortTable;
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
            compare(set, found.set(set).map(there -> there.holdsTheSame(set) && there.plain()), faults);
        }
        for (TableChain chain : TableChain.values()) {
            compare(chain, found.chain(chain.text()).map(there -> there.hook().equals(hook(chain))), faults);
        }
        if (faults.isEmpty()) {
            for (TableChain chain : TableChain.values()) {
                compareRules(chain, faults);
            }
        }
        return faults;
    }

    /**
     * Writes what makes the table whole: everything where it is absent; else the sets that are missing, and chains and rules anew.
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
        List<TableChain> backwards = new ArrayList<>(anew);
        Collections.reverse(backwards);
        backwards.removeIf(chain -> found.chain(chain.text()).isEmpty());
        backwards.forEach(chain -> script.command("flush chain", chain.text()));
        backwards.forEach(chain -> script.command("delete chain", chain.text()));
        for (TableSet set : TableSet.values()) {
            Optional<FoundSet> there = found.set(set);
            if (there.isPresent() && !there.get().holdsTheSame(set)) {
                script.command("delete " + (there.get().data().isEmpty() ? "set" : "map"), set.text());
            }
            if (there.isEmpty() || !there.get().holdsTheSame(set)) {
                script.command("create " + (set.isMap() ? "map" : "set"), set.text() + " { type " + types(set) + "; }");
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
        List<String> wanted = chain.rules();
        // The rules of gates come and go with their owners.
        List<FoundRule> rules = chain == TableChain.CONDITIONS ? new Gates(found).foreign() : found.rulesOf(chain.text());
        List<String> there = rules.stream().map(FoundRule::text).toList();
        if (!there.equals(wanted)) {
            long missing = wanted.stream().filter(rule -> !there.contains(rule)).count();
            long foreign = there.stream().filter(rule -> !wanted.contains(rule)).count();
            faults.add(missing + foreign == 0
                    ? chain + " has its rules in another order or more than once"
                    : chain + " lacks " + missing + " of its " + wanted.size() + " rules and has " + foreign + " foreign ones");
        }
    }

    private static <T> void compare(T wanted, Optional<Boolean> asItShouldBe, List<String> faults) {
        if (asItShouldBe.isEmpty()) {
            faults.add(wanted + " is missing");
        } else if (!asItShouldBe.get()) {
            faults.add(wanted + " is not as it should be");
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
