package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the forwards of a scope from all tables that may have any. */
final class NatReader {
    private static final int ANSWERS_KEPT = 1000;

    private final HostNetwork network;
    private final Xtables xtables;
    private final ReadingPlan plan;
    private final Faults faults;
    /** Of nf_tables, when {@link #tables} were read; they are the same while it is. */
    private OptionalInt generation = OptionalInt.empty();
    private final Map<Place, Saved> tables = new HashMap<>();
    /** What iptables said on whether words mean what a rule says: always the same. */
    private final Map<Reading.SameConditions, Boolean> sameConditions = new HashMap<>();

    NatReader(HostNetwork network, Xtables xtables, ReadingPlan plan, Faults faults) {
        this.network = network;
        this.xtables = xtables;
        this.plan = plan;
        this.faults = faults;
    }

    /** @throws io.hostport4j.core.model.InvalidRequestException when wanted conditions have words that may not be in a rule */
    Reading read(Scope scope) {
        return read(scope, Set.of());
    }

    /**
     * As {@link #read(Scope)}.
     *
     * @param needed tables to read in any case
     */
    Reading read(Scope scope, Set<Place> needed) {
        checkConditions(scope);
        forgetUnlessSame(network.generation());
        Set<Place> places = new LinkedHashSet<>(plan.places(scope));
        places.addAll(needed);
        ConditionReader conditions = new ConditionReader(xtables, sameConditions);
        Map<Place, Saved> read = new LinkedHashMap<>();
        List<FoundChain> chains = new ArrayList<>();
        for (Place place : places) {
            Saved table = table(place);
            read.put(place, table);
            for (ContainerChain chain : table.chains()) {
                chains.add(found(place, chain, scope, conditions));
            }
        }
        return new Reading(scope, read, chains, forwards(scope, chains), faults.of(scope, read, chains));
    }

    private void forgetUnlessSame(OptionalInt now) {
        if (now.isEmpty() || !now.equals(generation)) {
            tables.clear();
            generation = now;
        }
        if (sameConditions.size() > ANSWERS_KEPT) {
            sameConditions.clear();
        }
    }

    private Saved table(Place place) {
        Saved known = tables.get(place);
        if (known != null) {
            return known;
        }
        Saved saved = save(place);
        // The legacy tables have no generation.
        if (place.flavour() == Flavour.NFT && generation.isPresent()) {
            tables.put(place, saved);
        }
        return saved;
    }

    private Saved save(Place place) {
        Saved saved = xtables.save(place);
        // In a table that iptables cannot show, the guard's rules can be counted still.
        boolean absent = saved.guard().isEmpty() && network.countRules(place.family(), Guard.of(place.family()).table(), Guard.CHAIN) == 0;
        return absent ? saved.withGuard(SavedTable.EMPTY) : saved;
    }

    private static void checkConditions(Scope scope) {
        if (scope instanceof Scope.Of of) {
            Set<Conditions> checked = new LinkedHashSet<>();
            of.wanted().values().stream().filter(forward -> checked.add(forward.conditions()))
                    .forEach(forward -> ConditionWords.check(forward.hostPort().family(), forward.conditions().words()));
        }
    }

    private static FoundChain found(Place place, ContainerChain chain, Scope scope, ConditionReader conditions) {
        Optional<AttachmentId> asked = scope instanceof Scope.Of of ? of.owner().attachment() : Optional.empty();
        Owner owner = chain.owner(asked);
        boolean ofAsked = scope instanceof Scope.Of of && of.owner().equals(owner);
        Map<ForwardRules, Forward> forwards = new LinkedHashMap<>();
        for (ForwardRules rules : chain.forwards()) {
            Optional<EntryRule> entry = chain.entry(rules);
            if (entry.isPresent() || ofAsked) {
                Conditions wanted = ofAsked ? wanted((Scope.Of) scope, rules.hostPort()) : Conditions.NONE;
                Conditions found = entry.map(rule -> conditions.read(place, rule, wanted)).orElse(Conditions.NONE);
                forwards.put(rules, new Forward(rules.hostPort(), rules.target(), rules.masquerade(), found, owner));
            }
        }
        return new FoundChain(place, chain, owner, forwards);
    }

    private static Conditions wanted(Scope.Of scope, HostPort hostPort) {
        Forward forward = scope.wanted().get(hostPort);
        return forward == null ? Conditions.NONE : forward.conditions();
    }

    private static Set<Forward> forwards(Scope scope, List<FoundChain> chains) {
        Set<Forward> forwards = new LinkedHashSet<>();
        Map<Integer, List<HostPort>> wanted = new LinkedHashMap<>();
        if (scope instanceof Scope.Of of) {
            of.hostPorts().forEach(hostPort -> wanted.computeIfAbsent(hostPort.port(), port -> new ArrayList<>()).add(hostPort));
        }
        for (FoundChain chain : chains) {
            for (Forward forward : chain.forwards().values()) {
                if (!(scope instanceof Scope.Of of) || of.owner().covers(chain.owner())
                        || wanted.getOrDefault(forward.hostPort().port(), List.of()).stream().anyMatch(forward.hostPort()::overlaps)) {
                    forwards.add(forward);
                }
            }
        }
        return forwards;
    }
}
