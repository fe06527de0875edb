package io.hostport4j.iptables;

import io.hostport4j.core.spi.HostNetwork;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The nat tables as they are at one moment. Whoever needs one again has it without another process, and what was counted is not counted
 * again: after a flush a hundred attachments ask the same.
 */
final class Tables {
    private final HostNetwork network;
    private final Xtables xtables;
    private final Presence presence;
    /** Of nf_tables: while it is the same, so are the tables of that flavour. */
    private OptionalInt generation = OptionalInt.empty();
    private final Map<Flavour, Known> known = new EnumMap<>(Flavour.class);

    Tables(HostNetwork network, Xtables xtables, Presence presence) {
        this.network = network;
        this.xtables = xtables;
        this.presence = presence;
        renew();
    }

    /** @param ruled whether a chain may have rules, by the place and the chain's name; a legacy table only as a whole, by no name */
    private record Known(Map<Place, Saved> saved, Map<Place, Map<String, Boolean>> ruled) {
        Known() {
            this(new HashMap<>(), new HashMap<>());
        }
    }

    /** Begins a new moment. The legacy tables have no generation, so of these nothing is known then. */
    void renew() {
        OptionalInt now = network.generation();
        if (now.isEmpty() || !now.equals(generation)) {
            known.put(Flavour.NFT, new Known());
            generation = now;
        }
        known.put(Flavour.LEGACY, new Known());
    }

    Saved get(Place place) {
        Map<Place, Saved> saved = known.get(place.flavour()).saved();
        Saved table = saved.get(place);
        if (table == null) {
            table = save(place);
            saved.put(place, table);
        }
        return table;
    }

    /** Whether any of some chains may have rules; certain where the table was read. */
    boolean mayHave(Place place, Iterable<String> chains) {
        Known there = known.get(place.flavour());
        Saved table = there.saved().get(place);
        Map<String, Boolean> ruled = there.ruled().computeIfAbsent(place, any -> new HashMap<>());
        for (String chain : chains) {
            boolean may = table != null ? !table.nat().rules(chain).isEmpty() : switch (place.flavour()) {
                case NFT -> ruled.computeIfAbsent(chain, name -> presence.hasRules(place.family(), name));
                case LEGACY -> ruled.computeIfAbsent("", whole -> presence.hasLegacyTable(place.family()));
            };
            if (may) {
                return true;
            }
        }
        return false;
    }

    private Saved save(Place place) {
        Saved saved = xtables.save(place);
        // In a table that iptables cannot show, the guard's rules can be counted still.
        boolean absent = saved.guard().isEmpty() && network.countRules(place.family(), Guard.of(place.family()).table(), Guard.CHAIN) == 0;
        return absent ? saved.withGuard(SavedTable.EMPTY) : saved;
    }
}
