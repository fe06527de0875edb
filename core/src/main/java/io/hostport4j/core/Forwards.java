package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Questions to sets of forwards; all keep their order. */
final class Forwards {
    private Forwards() {}

    static Set<Forward> ownedBy(Owner owner, Collection<Forward> forwards) {
        Set<Forward> owned = new LinkedHashSet<>();
        for (Forward forward : forwards) {
            if (forward.owner().equals(owner)) {
                owned.add(forward);
            }
        }
        return owned;
    }

    static Set<Forward> without(Collection<Forward> forwards, Collection<Forward> others) {
        Set<Forward> rest = new LinkedHashSet<>(forwards);
        others.forEach(rest::remove);
        return rest;
    }

    /** Those that overlap one of some host ports. */
    static Set<Forward> overlapping(Collection<HostPort> hostPorts, Collection<Forward> forwards) {
        if (forwards.isEmpty()) {
            return Set.of();
        }
        Map<Integer, Set<HostPort>> byPort = new HashMap<>();
        for (HostPort hostPort : hostPorts) {
            byPort.computeIfAbsent(hostPort.port(), port -> new LinkedHashSet<>()).add(hostPort);
        }
        Set<Forward> overlapping = new LinkedHashSet<>();
        for (Forward forward : forwards) {
            if (byPort.getOrDefault(forward.hostPort().port(), Set.of()).stream().anyMatch(forward.hostPort()::overlaps)) {
                overlapping.add(forward);
            }
        }
        return overlapping;
    }

    static Set<Owner> owners(Collection<Forward> forwards) {
        Set<Owner> owners = new LinkedHashSet<>();
        forwards.forEach(forward -> owners.add(forward.owner()));
        return owners;
    }

    static Map<HostPort, Forward> byHostPort(Set<Forward> forwards) {
        Map<HostPort, Forward> byHostPort = new LinkedHashMap<>();
        forwards.forEach(forward -> byHostPort.put(forward.hostPort(), forward));
        return byHostPort;
    }

    static Set<Forward> union(Set<Forward> some, Set<Forward> others) {
        if (others.isEmpty()) {
            return some;
        }
        Set<Forward> union = new LinkedHashSet<>(some);
        union.addAll(others);
        return union;
    }
}
