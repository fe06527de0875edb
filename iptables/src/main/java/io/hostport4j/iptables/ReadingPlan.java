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

    ReadingPlan(Installed installed) {
        this.installed = installed;
    }

    /** Whether any of some chains may have rules. */
    @FunctionalInterface
    interface Look {
        boolean mayHave(Place place, Iterable<String> chains);
    }

    /** The tables that may have any forward at all. */
    List<Place> inUse(Look look) {
        return installed.programs().keySet().stream().filter(place -> look.mayHave(place, List.of(ChainNames.DNAT))).toList();
    }

    List<Place> places(Scope scope, Look look) {
        Optional<AttachmentId> asked = scope instanceof Scope.Of of ? of.owner().attachment() : Optional.empty();
        return asked.isEmpty() ? inUse(look) : places((Scope.Of) scope, asked.get(), look);
    }

    private List<Place> places(Scope.Of scope, AttachmentId asked, Look look) {
        Set<String> own = new LinkedHashSet<>(ChainNames.of(asked));
        own.add(ChainNames.reference(asked));
        Set<String> any = new LinkedHashSet<>(own);
        any.add(ChainNames.DNAT);
        // In a family that has none of its ports the reference leaves a chain without rules, which shows only through the other one.
        boolean hasOwn = installed.programs().keySet().stream().anyMatch(place -> look.mayHave(place, own));
        Set<Family> wanted = EnumSet.noneOf(Family.class);
        scope.hostPorts().forEach(hostPort -> wanted.add(hostPort.family()));
        List<Place> places = new ArrayList<>();
        for (Place place : installed.programs().keySet()) {
            if ((hasOwn || wanted.contains(place.family())) && look.mayHave(place, any)) {
                places.add(place);
            }
        }
        return places;
    }
}
