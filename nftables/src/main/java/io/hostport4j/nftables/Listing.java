package io.hostport4j.nftables;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.HostPortTable;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table as nft listed it at one moment.
 *
 * @param present whether it is there
 * @param dormant whether no packet comes to it
 * @param handle the kernel's number for it, 0 when it is not there; a table that is made anew has another
 * @param chains all of them
 * @param sets all of them
 * @param rules all of them, in the order of their chains
 * @param elements of those sets that hold what the table's sets hold
 * @param packets what the counters of forwards have counted; none for those without one
 * @param strangers what else is in those sets, each as a sentence
 */
record Listing(boolean present, boolean dormant, long handle, List<FoundChain> chains, List<FoundSet> sets, List<FoundRule> rules,
        List<TableElement> elements, Map<HostPort, Long> packets, List<String> strangers) {
    /** Flags of a table that packets come to. nft 1.0.6 writes anything in the place of a flag's name, so dormant is what is none of these. */
    private static final Set<String> AWAKE = Set.of("owner", "persist");

    /** No table. */
    static final Listing ABSENT = new Listing(false, false, 0, List.of(), List.of(), List.of(), List.of(), Map.of(), List.of());

    Listing {
        chains = List.copyOf(chains);
        sets = List.copyOf(sets);
        rules = List.copyOf(rules);
        elements = List.copyOf(elements);
        packets = Map.copyOf(packets);
        strangers = List.copyOf(strangers);
    }

    /**
     * What {@code nft -j -n list table inet hostport} wrote.
     *
     * @throws UnreadableListingException when it is not that
     */
    static Listing parse(String json, Links links) {
        ElementReader reader = new ElementReader(links);
        List<FoundChain> chains = new ArrayList<>();
        List<FoundSet> sets = new ArrayList<>();
        List<FoundRule> rules = new ArrayList<>();
        List<TableElement> elements = new ArrayList<>();
        Map<HostPort, Long> packets = new HashMap<>();
        List<String> strangers = new ArrayList<>();
        long handle = 0;
        boolean dormant = false;
        for (JsonValue item : JsonValue.parse(json).get("nftables").items()) {
            handle = item.member("table").map(table -> table.get("handle").number()).orElse(handle);
            dormant |= item.member("table").flatMap(table -> table.member("flags"))
                    .filter(flags -> flags.items().stream().anyMatch(flag -> !AWAKE.contains(flag.text()))).isPresent();
            item.member("chain").ifPresent(chain -> chains.add(FoundChain.parse(chain)));
            item.member("rule").ifPresent(rule -> rules.add(FoundRule.parse(rule)));
            item.member("set").or(() -> item.member("map")).ifPresent(set -> {
                FoundSet declared = FoundSet.parse(set);
                sets.add(declared);
                wanted(declared).ifPresent(known -> set.member("elem").ifPresent(all -> {
                    for (JsonValue element : all.items()) {
                        reader.read(known, element).ifPresentOrElse(found -> {
                            elements.add(found);
                            ElementReader.packets(known, element).ifPresent(number ->
                                    ForwardElement.parse(found).ifPresent(forward -> packets.put(forward.hostPort(), number)));
                        }, () -> strangers.add(known + " has an element without an owner: " + element));
                    }
                }));
            });
        }
        return new Listing(true, dormant, handle, chains, sets, rules, elements, packets, strangers);
    }

    Optional<FoundChain> chain(String name) {
        return chains.stream().filter(chain -> chain.name().equals(name)).findFirst();
    }

    Optional<FoundSet> set(TableSet wanted) {
        return sets.stream().filter(set -> set.name().equals(wanted.text())).findFirst();
    }

    List<FoundRule> rulesOf(String chain) {
        return rules.stream().filter(rule -> rule.chain().equals(chain)).toList();
    }

    /** Whether no forward of anybody is in it. */
    boolean isEmpty() {
        return strangers.isEmpty() && elements.stream().noneMatch(element -> TableSet.FORWARDS.contains(element.set()));
    }

    private static Optional<TableSet> wanted(FoundSet found) {
        for (TableSet set : TableSet.values()) {
            if (set.text().equals(found.name()) && found.holdsTheSame(set)) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return HostPortTable.TEXT + (present ? " with " + elements.size() + " elements" : " is not there");
    }
}
