package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.SetElement;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the kernel for parts of the table. Each method is one query, so its answer is of one generation. */
final class TableReader {
    private final Nftables nftables;

    TableReader(Nftables nftables) {
        this.nftables = nftables;
    }

    /** An answer and the generation it is of. */
    record Read<T>(int generation, T value) {}

    Read<BaseObjects> base() {
        NftQuery query = nftables.query();
        int table = query.table(HostPortTable.TABLE);
        List<Integer> chains = new ArrayList<>();
        for (Chain chain : HostPortTable.CHAINS) {
            chains.add(query.chain(HostPortTable.TABLE, chain.name()));
        }
        int sets = query.sets(HostPortTable.TABLE);
        int rules = query.rules(HostPortTable.TABLE);
        NftReply reply = query.send();
        if (reply.table(table).isEmpty()) {
            return new Read<>(reply.generation(), BaseObjects.ABSENT);
        }
        List<Chain> found = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            try {
                reply.chain(chains.get(i)).ifPresent(found::add);
            } catch (MalformedMessageException e) {
                found.add(new Chain(HostPortTable.TABLE, HostPortTable.CHAINS.get(i).name(), Optional.empty(), Optional.of(e.getMessage())));
            }
        }
        return new Read<>(reply.generation(), new BaseObjects(true, found, reply.sets(sets), reply.rules(rules)));
    }

    /**
     * What was found of what was looked for.
     *
     * @param index the elements of the keys that were asked for, up to the first that is missing
     * @param masquerade the elements that are there, and whose mark each carries
     */
    record Lookup(List<ForwardElements.Found> forwards, List<SetElement> index, Map<MasqueradeElement, Owner> masquerade) {}

    /** Nothing makes sure that the rule set did not change between the first answer and the last but a commit on its generation. */
    Read<Lookup> lookup(Collection<HostPort> hostPorts, List<byte[]> indexKeys, Collection<MasqueradeElement> masquerade) {
        NftQuery query = nftables.query();
        Map<NamedSet, List<byte[]>> keys = new LinkedHashMap<>();
        for (HostPort hostPort : hostPorts) {
            keys.computeIfAbsent(ForwardElements.map(hostPort), map -> new ArrayList<>()).add(ForwardElements.key(hostPort));
        }
        Map<NamedSet, Integer> forwardAnswers = new LinkedHashMap<>();
        keys.forEach((map, wanted) -> forwardAnswers.put(map, query.elements(map, wanted)));
        int index = query.elements(HostPortTable.OWNERS, indexKeys);
        Map<MasqueradeElement, Integer> masqueradeAnswers = new LinkedHashMap<>();
        for (MasqueradeElement element : masquerade) {
            masqueradeAnswers.put(element, query.elements(element.set(), List.of(element.key())));
        }
        NftReply reply = query.sendUnconfirmed();
        List<ForwardElements.Found> forwards = new ArrayList<>();
        forwardAnswers.forEach((map, answer) -> parse(map, reply.elements(answer), forwards, new ArrayList<>()));
        Map<MasqueradeElement, Owner> there = new HashMap<>();
        masqueradeAnswers.forEach((element, answer) -> reply.elements(answer).forEach(found -> there.put(element, mark(found))));
        return new Read<>(reply.generation(), new Lookup(forwards, reply.elements(index), there));
    }

    /** Everything in some of the forward maps; what is no forward of an owner is described among the strangers. */
    Read<Listing> list(List<NamedSet> maps) {
        NftQuery query = nftables.query();
        Map<NamedSet, Integer> answers = new LinkedHashMap<>();
        for (NamedSet map : maps) {
            answers.put(map, query.elements(map));
        }
        NftReply reply = query.send();
        Listing listing = new Listing(new ArrayList<>(), new ArrayList<>());
        answers.forEach((map, answer) -> parse(map, reply.elements(answer), listing.forwards(), listing.strangers()));
        return new Read<>(reply.generation(), listing);
    }

    record Listing(List<ForwardElements.Found> forwards, List<String> strangers) {}

    /** All elements of the index under an owner's CRC-32, by their numbers. */
    Read<List<SetElement>> index(Owner owner) {
        NftQuery query = nftables.query();
        int answer = query.elements(HostPortTable.OWNERS);
        NftReply reply = query.send();
        List<SetElement> elements = reply.elements(answer).stream().filter(element -> OwnerIndex.isCountedBy(element, owner))
                .sorted(Comparator.comparingLong(OwnerIndex::number)).toList();
        return new Read<>(reply.generation(), elements);
    }

    /** All elements of some of the {@code masq_} sets. */
    Read<Map<MasqueradeElement, Owner>> masquerade(List<NamedSet> sets) {
        NftQuery query = nftables.query();
        Map<NamedSet, Integer> answers = new LinkedHashMap<>();
        for (NamedSet set : sets) {
            answers.put(set, query.elements(set));
        }
        NftReply reply = query.send();
        Map<MasqueradeElement, Owner> found = new HashMap<>();
        answers.forEach((set, answer) -> reply.elements(answer)
                .forEach(element -> found.put(MasqueradeElement.parse(set, element), mark(element))));
        return new Read<>(reply.generation(), found);
    }

    /** Whose the element is; nobody's mark stands for an element that has none. */
    private static Owner mark(SetElement element) {
        return element.comment().filter(Owner::isOwner).map(Owner::new).orElse(NOBODY);
    }

    /** No attachment has this mark: no name begins with {@code ~}. */
    static final Owner NOBODY = new Owner("~/~/~");

    private static void parse(NamedSet map, List<SetElement> elements, List<ForwardElements.Found> forwards, List<String> strangers) {
        for (SetElement element : elements) {
            ForwardElements.parse(map, element).ifPresentOrElse(forwards::add,
                    () -> strangers.add(map + " has an element without an owner: " + element));
        }
    }
}
