package io.hostport4j.iptables;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.Family;
import io.hostport4j.core.spi.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which tables a scope needs read, since each costs a process: those that may have something of it. */
final class ReadingPlan {
    private final Installed installed;
    private final Presence presence;

    ReadingPlan(Installed installed, Presence presence) {
        this.installed = installed;
        this.presence = presence;
    }

    /** The tables that may have any forward at all. */
    List<Place> inUse() {
        return installed.programs().keySet().stream().filter(place -> presence.mayHave(place, List.of(ChainNames.DNAT))).toList();
    }

    List<Place> places(Scope scope) {
        Optional<AttachmentId> asked = scope instanceof Scope.Of of ? of.owner().attachment() : Optional.empty();
        return asked.isEmpty() ? inUse() : places((Scope.Of) scope, asked.get());
    }

    private List<Place> places(Scope.Of scope, AttachmentId asked) {
        Set<String> own = new LinkedHashSet<>(ChainNames.of(asked));
        own.add(ChainNames.reference(asked));
        Set<String> any = new LinkedHashSet<>(own);
        any.add(ChainNames.DNAT);
        // In a family that has none of its ports the reference leaves a chain without rules, which shows only through the other one.
        boolean hasOwn = installed.programs().keySet().stream().anyMatch(place -> presence.mayHave(place, own));
        Set<Family> wanted = EnumSet.noneOf(Family.class);
        scope.hostPorts().forEach(hostPort -> wanted.add(hostPort.family()));
        List<Place> places = new ArrayList<>();
        for (Place place : installed.programs().keySet()) {
            if ((hasOwn || wanted.contains(place.family())) && presence.mayHave(place, any)) {
                places.add(place);
            }
        }
        return places;
    }
}
