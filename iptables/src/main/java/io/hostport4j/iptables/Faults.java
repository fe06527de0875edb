package io.hostport4j.iptables;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Link;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.spi.Mark;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.tool.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what is wrong around forwards: what they share with others, what leads to them, and how their packets are marked. */
final class Faults {
    private final Mark mark;

    Faults(Mark mark) {
        this.mark = mark;
    }

    /** Of an owner's wanted forwards, or of all; none when there are none. */
    List<String> of(Scope scope, Map<Place, Saved> tables, List<FoundChain> chains) {
        Map<Place, Boolean> masquerading = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (FoundChain chain : chains) {
            if (scope instanceof Scope.All && !chain.forwards().isEmpty()) {
                masquerading.putIfAbsent(chain.place(), false);
            } else if (scope instanceof Scope.Of of && chain.owner().equals(of.owner())) {
                addSurplus(chain, tables.get(chain.place()).nat(), faults);
                for (Map.Entry<ForwardRules, Forward> found : chain.forwards().entrySet()) {
                    if (of.wanted().containsValue(found.getValue())) {
                        masquerading.merge(chain.place(), found.getValue().masquerade() != Masquerade.NEVER, Boolean::logicalOr);
                        add(of, chain, found.getKey(), found.getValue(), faults);
                    }
                }
            }
        }
        masquerading.forEach((place, needsMark) -> {
            BaseObjects objects = needsMark ? BaseObjects.masquerading(mark) : BaseObjects.plain(mark);
            faults.addAll(objects.faults(place, tables.get(place).nat()));
            Guard guard = Guard.of(place.family());
            if (guard.isDamaged(tables.get(place).guard())) {
                faults.add(guard.fault(place));
            }
        });
        return faults;
    }

    /** What is in the chain, or leads there, more than once or without being a forward's. */
    private static void addSurplus(FoundChain found, SavedTable table, List<String> faults) {
        ContainerChain chain = found.chain();
        List<Rule> left = new ArrayList<>(table.rules(chain.name()));
        new LinkedHashSet<>(chain.forwards()).forEach(forward -> forward.rules().forEach(left::remove));
        left.forEach(rule -> faults.add("rule " + Words.join(rule.words()) + " in chain " + chain.name() + " of " + found.place()
                + " is foreign, or there more than once"));
        List<Rule> leading = new ArrayList<>(chain.leading());
        chain.entries().stream().distinct().forEach(entry -> leading.stream()
                .filter(rule -> EntryRule.parse(rule).equals(Optional.of(entry)) && rule.chain().equals(ChainNames.DNAT)).findFirst()
                .ifPresent(leading::remove));
        leading.forEach(rule -> faults.add("rule " + Words.join(rule.words()) + " in chain " + rule.chain() + " of " + found.place()
                + " is foreign, or there more than once"));
    }

    private void add(Scope.Of scope, FoundChain chain, ForwardRules found, Forward forward, List<String> faults) {
        String name = chain.chain().name();
        if (chain.chain().entry(found).isEmpty()) {
            faults.add("rule for host port " + forward.hostPort() + " in chain " + ChainNames.DNAT + " not found in " + chain.place()
                    + ": chain " + name + " is never reached");
        }
        Link link = scope.links().get(forward.target().address());
        if (link != null && !ForwardRules.of(forward, ForwardRules.sources(forward, link), name, BaseObjects.markChain(mark)).doTheSameAs(found)) {
            faults.add("rules that mark host port " + forward.hostPort() + " in chain " + name + " of " + chain.place()
                    + " are not as they should be: found sources " + found.sources() + " to " + found.markChains());
        }
    }
}
