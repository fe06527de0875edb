package io.hostport4j.iptables;

import io.hostport4j.core.model.Conditions;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.spi.HostNetwork;
import io.hostport4j.core.spi.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the forwards of a scope from all tables that may have any. */
final class NatReader {
    private static final int ANSWERS_KEPT = 1000;

    private final Xtables xtables;
    private final ReadingPlan plan;
    private final Faults faults;
    private final Tables tables;
    /** What iptables said on whether words mean what a rule says: always the same. */
    private final Map<Reading.SameConditions, Boolean> sameConditions = new HashMap<>();

    NatReader(HostNetwork network, Xtables xtables, Presence presence, ReadingPlan plan, Faults faults) {
        this.xtables = xtables;
        this.plan = plan;
        this.faults = faults;
        this.tables = new Tables(network, xtables, presence);
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
        return readAll(List.of(scope), needed).get(0);
    }

    /** As {@link #read(Scope, Set)} for each, in the order of the scopes, all at one moment. */
    List<Reading> readAll(List<? extends Scope> scopes, Set<Place> needed) {
        scopes.forEach(NatReader::checkConditions);
        tables.renew();
        if (sameConditions.size() > ANSWERS_KEPT) {
            sameConditions.clear();
        }
        needed.forEach(tables::get);
        return scopes.stream().map(scope -> readNow(scope, needed)).toList();
    }

    private Reading readNow(Scope scope, Set<Place> needed) {
        Set<Place> places = new LinkedHashSet<>(plan.places(scope, tables::mayHave));
        places.addAll(needed);
        ConditionReader conditions = new ConditionReader(xtables, sameConditions);
        Map<Place, Saved> read = new LinkedHashMap<>();
        List<FoundChain> chains = new ArrayList<>();
        Optional<Asked> asked = scope instanceof Scope.Of of ? Optional.of(Asked.of(of)) : Optional.empty();
        for (Place place : places) {
            Saved table = tables.get(place);
            read.put(place, table);
            for (FoundChain chain : table.chains()) {
                chains.add(asked.map(who -> chain.seenBy(who, (entry, wanted) -> conditions.read(place, entry, wanted))).orElse(chain));
            }
        }
        return new Reading(scope, read, chains, forwards(scope, chains), faults.of(scope, read, chains));
    }

    /** All forwards with what the rules that lead to their containers have counted. */
    Map<Forward, OptionalLong> connections() {
        tables.renew();
        Map<Forward, OptionalLong> connections = new LinkedHashMap<>();
        for (Place place : plan.inUse(tables::mayHave)) {
            CountedSave counted = xtables.saveCounted(place);
            for (FoundChain chain : Saved.parse(place, counted.text()).chains()) {
                chain.forwards().forEach((rules, forward) -> {
                    Long packets = counted.packets().get(rules.last());
                    connections.putIfAbsent(forward, packets == null ? OptionalLong.empty() : OptionalLong.of(packets));
                });
            }
        }
        return connections;
    }

    private static void checkConditions(Scope scope) {
        if (scope instanceof Scope.Of of) {
            Set<Conditions> checked = new LinkedHashSet<>();
            of.wanted().values().stream().filter(forward -> checked.add(forward.conditions()))
                    .forEach(forward -> ConditionWords.check(forward.hostPort().family(), forward.conditions().words()));
        }
    }

    private static Set<Forward> forwards(Scope scope, List<FoundChain> chains) {
        Set<Forward> forwards = new LinkedHashSet<>();
        Map<Integer, List<HostPort>> wanted = new LinkedHashMap<>();
        if (scope instanceof Scope.Of of) {
            of.hostPorts().forEach(hostPort -> wanted.computeIfAbsent(hostPort.port(), port -> new ArrayList<>()).add(hostPort));
        }
        for (FoundChain chain : chains) {
            boolean all = !(scope instanceof Scope.Of of) || of.owner().covers(chain.owner());
            for (Forward forward : chain.forwards().values()) {
                if (all || wanted.getOrDefault(forward.hostPort().port(), List.of()).stream().anyMatch(forward.hostPort()::overlaps)) {
                    forwards.add(forward);
                }
            }
        }
        return forwards;
    }
}
