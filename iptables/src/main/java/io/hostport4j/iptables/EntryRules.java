package io.hostport4j.iptables;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules that lead to a container's chain. As the reference does, they name the ports of all mappings, also of those on addresses
 * of the other family, by protocol and then in the caller's order.
 */
final class EntryRules {
    private EntryRules() {}

    /**
     * @param forwards the owner's of both families, at least one of this family, in the caller's order
     * @param chain the container's
     */
    static List<EntryRule> of(Family family, Collection<Forward> forwards, String chain, String comment) {
        Map<Protocol, Map<Conditions, List<Integer>>> ports = new TreeMap<>(Comparator.comparing(Protocol::text));
        Conditions usual = forwards.stream().filter(forward -> forward.hostPort().family() == family).findFirst().orElseThrow().conditions();
        for (Forward forward : forwards) {
            boolean own = forward.hostPort().family() == family;
            if (own || !isTwin(forward, family, forwards)) {
                ports.computeIfAbsent(forward.hostPort().protocol(), protocol -> new LinkedHashMap<>())
                        .computeIfAbsent(own ? forward.conditions() : usual, conditions -> new ArrayList<>()).add(forward.hostPort().port());
            }
        }
        List<EntryRule> rules = new ArrayList<>();
        ports.forEach((protocol, byConditions) -> byConditions.forEach((conditions, numbers) -> {
            for (int first = 0; first < numbers.size(); first += EntryRule.PORTS_MAX) {
                List<Integer> group = numbers.subList(first, Math.min(first + EntryRule.PORTS_MAX, numbers.size()));
                rules.add(new EntryRule(chain, Optional.of(protocol), group, comment, conditions.words()));
            }
        }));
        return rules;
    }

    /** Whether a forward of the other family is of a mapping that has one in this family too. */
    private static boolean isTwin(Forward forward, Family family, Collection<Forward> forwards) {
        return forward.hostPort().everyAddress() && forwards.stream().map(Forward::hostPort).anyMatch(other -> other.family() == family
                && other.everyAddress() && other.port() == forward.hostPort().port() && other.protocol() == forward.hostPort().protocol());
    }
}
