package io.hostport4j.core;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

    /** @throws ConflictException when one of the forwards, which are others', overlaps a host port */
    static void refuseConflicts(Collection<HostPort> wanted, Collection<Forward> others) {
        if (others.isEmpty()) {
            return;
        }
        Map<Integer, Set<Forward>> held = new HashMap<>();
        for (Forward found : others) {
            held.computeIfAbsent(found.hostPort().port(), port -> new HashSet<>()).add(found);
        }
        for (HostPort hostPort : wanted) {
            for (Forward holder : held.getOrDefault(hostPort.port(), Set.of())) {
                if (holder.hostPort().overlaps(hostPort)) {
                    throw new ConflictException(hostPort, holder);
                }
            }
        }
    }
}
