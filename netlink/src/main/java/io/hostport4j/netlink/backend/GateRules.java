package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.Rule;
import io.hostport4j.netlink.nftables.expr.Expression;
import io.hostport4j.netlink.nftables.expr.ImmediateVerdict;
import io.hostport4j.netlink.nftables.expr.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in chain {@code conditions}. This backend reads and removes it; only nft can make it.
 *
 * @param rules of each gate
 * @param whole gates whose chain is as it should be: what fulfils something returns, and all else is accepted
 * @param foreign all other rules of the chain
 */
record GateRules(Map<Gate, List<Rule>> rules, Set<Gate> whole, List<Rule> foreign) {
    static final GateRules NONE = new GateRules(Map.of(), Set.of(), List.of());

    private static final List<Expression> ACCEPT = List.of(new ImmediateVerdict(Verdict.accept()));

    GateRules {
        rules = Map.copyOf(rules);
        whole = Set.copyOf(whole);
        foreign = List.copyOf(foreign);
    }

    /** @param all rules of the table */
    static GateRules of(List<Rule> all) {
        Map<Gate, List<Rule>> rules = new LinkedHashMap<>();
        List<Rule> foreign = new ArrayList<>();
        for (Rule rule : all) {
            if (rule.chain().equals(TableChain.CONDITIONS.text())) {
                Optional<Gate> gate = Gate.parse(rule.comment(), jump(rule));
                gate.map(found -> rules.computeIfAbsent(found, key -> new ArrayList<>())).orElse(foreign).add(rule);
            }
        }
        return rules.isEmpty() && foreign.isEmpty() ? NONE : new GateRules(rules, whole(rules.keySet(), all), foreign);
    }

    /** An owner's gates that are whole. */
    Set<Gate> of(Owner owner) {
        if (whole.isEmpty()) {
            return Set.of();
        }
        Set<Gate> own = new HashSet<>();
        for (Gate gate : whole) {
            if (gate.owner().equals(owner)) {
                own.add(gate);
            }
        }
        return own;
    }

    /** Without the foreign rules, and without some gates. */
    GateRules without(Set<Gate> gone) {
        if (foreign.isEmpty() && gone.isEmpty()) {
            return this;
        }
        Map<Gate, List<Rule>> left = new LinkedHashMap<>(rules);
        left.keySet().removeAll(gone);
        Set<Gate> wholeLeft = new HashSet<>(whole);
        wholeLeft.removeAll(gone);
        return new GateRules(left, wholeLeft, List.of());
    }

    /** Writes what removes a gate with its chain, whether any of it is there or not. */
    void remove(Gate gate, NftTransaction.Builder transaction) {
        for (Rule rule : rules.getOrDefault(gate, List.of())) {
            transaction.delete(rule);
        }
        // What is not there cannot be deleted, so it is made first.
        transaction.add(KernelTable.chain(gate.chain())).flush(KernelTable.chain(gate.chain())).delete(KernelTable.chain(gate.chain()));
    }

    private static Set<Gate> whole(Set<Gate> gates, List<Rule> all) {
        Map<String, List<Rule>> chains = new HashMap<>();
        for (Rule rule : all) {
            chains.computeIfAbsent(rule.chain(), chain -> new ArrayList<>()).add(rule);
        }
        Set<Gate> whole = new HashSet<>();
        for (Gate gate : gates) {
            List<Rule> chain = chains.getOrDefault(gate.chain(), List.of());
            if (chain.size() == 2 && verdict(chain.get(0)).equals(Optional.of(Verdict.returning())) && chain.get(1).expressions().equals(ACCEPT)) {
                whole.add(gate);
            }
        }
        return whole;
    }

    private static Optional<String> jump(Rule rule) {
        return verdict(rule).filter(verdict -> verdict.kind() == Verdict.Kind.JUMP).flatMap(Verdict::chain);
    }

    /** What the rule ends with. */
    private static Optional<Verdict> verdict(Rule rule) {
        List<Expression> expressions = rule.expressions();
        return !expressions.isEmpty() && expressions.get(expressions.size() - 1) instanceof ImmediateVerdict last
                ? Optional.of(last.verdict()) : Optional.empty();
    }
}
