package io.hostport4j.iptables;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A container's chain that was found, and what its rules amount to.
 *
 * @param place the table that it is in
 * @param chain as it was read
 * @param owner whose it is
 * @param forwards what each group of its rules is; those that nothing leads to only for the owner who is asked for
 */
record FoundChain(Place place, ContainerChain chain, Owner owner, Map<ForwardRules, Forward> forwards) {
    /** As it looks when nobody is asked for. */
    static FoundChain of(Place place, ContainerChain chain) {
        Owner owner = chain.owner();
        Map<ForwardRules, Forward> forwards = new LinkedHashMap<>();
        for (ForwardRules rules : chain.forwards()) {
            chain.entry(rules).ifPresent(entry ->
                    forwards.put(rules, forward(rules, owner, Conditions.of(Conditions.Dialect.IPTABLES, entry.conditions()))));
        }
        return new FoundChain(place, chain, owner, forwards);
    }

    /**
     * As it looks to somebody who asks: the same unless it is his.
     *
     * @param conditions what those of a rule are, by the rule and what is wanted of it
     */
    FoundChain seenBy(Asked asked, BiFunction<EntryRule, Conditions, Conditions> conditions) {
        if (!asked.has(chain, owner)) {
            return this;
        }
        Scope.Of scope = asked.scope();
        Map<ForwardRules, Forward> seen = new LinkedHashMap<>();
        for (ForwardRules rules : chain.forwards()) {
            Conditions found = chain.entry(rules).map(entry -> conditions.apply(entry, wanted(scope, rules.hostPort()))).orElse(Conditions.NONE);
            seen.put(rules, forward(rules, scope.owner(), found));
        }
        return new FoundChain(place, chain, scope.owner(), seen);
    }

    private static Conditions wanted(Scope.Of scope, HostPort hostPort) {
        Forward forward = scope.wanted().get(hostPort);
        return forward == null ? Conditions.NONE : forward.conditions();
    }

    private static Forward forward(ForwardRules rules, Owner owner, Conditions conditions) {
        return new Forward(rules.hostPort(), rules.target(), rules.masquerade(), conditions, owner);
    }
}
