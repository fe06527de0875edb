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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is in chain {@code conditions}. This backend reads and removes it; only nft can make it.
 *
 * @param rules of each gate, whose chain has rules too
 * @param foreign all other rules of the chain, also those that jump to a chain without rules: it would let everything through
 */
record GateRules(Map<Gate, List<Rule>> rules, List<Rule> foreign) {
    static final GateRules NONE = new GateRules(Map.of(), List.of());

    GateRules {
        rules = Map.copyOf(rules);
        foreign = List.copyOf(foreign);
    }

    /** @param all rules of the table */
    static GateRules of(List<Rule> all) {
        Set<String> chainsWithRules = new HashSet<>();
        for (Rule rule : all) {
            chainsWithRules.add(rule.chain());
        }
        if (!chainsWithRules.contains(TableChain.CONDITIONS.text())) {
            return NONE;
        }
        Map<Gate, List<Rule>> rules = new LinkedHashMap<>();
        List<Rule> foreign = new ArrayList<>();
        for (Rule rule : all) {
            if (rule.chain().equals(TableChain.CONDITIONS.text())) {
                Optional<Gate> gate = Gate.parse(rule.comment(), target(rule)).filter(found -> chainsWithRules.contains(found.chain()));
                gate.map(found -> rules.computeIfAbsent(found, key -> new ArrayList<>())).orElse(foreign).add(rule);
            }
        }
        return new GateRules(rules, foreign);
    }

    /** An owner's gates that are there. */
    Set<Gate> of(Owner owner) {
        if (rules.isEmpty()) {
            return Set.of();
        }
        Set<Gate> own = new HashSet<>();
        for (Gate gate : rules.keySet()) {
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
        return new GateRules(left, List.of());
    }

    /** Writes what removes a gate with its chain, whether any of it is there or not. */
    void remove(Gate gate, NftTransaction.Builder transaction) {
        for (Rule rule : rules.getOrDefault(gate, List.of())) {
            transaction.delete(rule);
        }
        // What is not there cannot be deleted, so it is made first.
        transaction.add(KernelTable.chain(gate.chain())).flush(KernelTable.chain(gate.chain())).delete(KernelTable.chain(gate.chain()));
    }

    private static Optional<String> target(Rule rule) {
        List<Expression> expressions = rule.expressions();
        return !expressions.isEmpty() && expressions.get(expressions.size() - 1) instanceof ImmediateVerdict last
                && last.verdict().kind() == Verdict.Kind.JUMP ? last.verdict().chain() : Optional.empty();
    }
}
