package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.table.FieldValue;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableChain;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.Chain;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.SetElement;
import io.hostport4j.netlink.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the kernel for parts of the table. Each method is one query, so its answer is of one generation. */
final class TableReader {
    private final Nftables nftables;
    private final SetsReader sets;

    TableReader(Nftables nftables) {
        this.nftables = nftables;
        this.sets = new SetsReader(nftables);
    }

    /** An answer and the generation it is of. */
    record Read<T>(int generation, T value) {}

    Read<BaseObjects> base() {
        NftQuery query = nftables.query();
        int table = query.table(KernelTable.TABLE);
        List<Integer> chains = new ArrayList<>();
        for (Chain chain : KernelTable.CHAINS) {
            chains.add(query.chain(KernelTable.TABLE, chain.name()));
        }
        int names = query.chains(KernelTable.TABLE);
        int sets = query.sets(KernelTable.TABLE);
        int rules = query.rules(KernelTable.TABLE);
        NftReply reply = query.send();
        if (reply.table(table).isEmpty()) {
            return new Read<>(reply.generation(), BaseObjects.ABSENT);
        }
        List<Chain> found = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            try {
                reply.chain(chains.get(i)).ifPresent(found::add);
            } catch (MalformedMessageException e) {
                found.add(new Chain(KernelTable.TABLE, KernelTable.CHAINS.get(i).name(), Optional.empty(), Optional.of(e.getMessage())));
            }
        }
        for (String name : reply.chainNames(names, KernelTable.TABLE)) {
            if (TableChain.isForeign(name)) {
                found.add(KernelTable.chain(name));
            }
        }
        return new Read<>(reply.generation(), new BaseObjects(reply.table(table), found, reply.sets(sets), reply.rules(rules)));
    }

    /**
     * What was found of what was looked for.
     *
     * @param strangers what is in the maps and is no forward
     * @param index the elements of the keys that were asked for, up to the first that is missing
     * @param masquerade the elements that are there, and whose mark each carries
     */
    record Lookup(List<ForwardElement> forwards, List<TableElement> strangers, List<TableElement> index, Map<MasqueradeElement, Owner> masquerade) {}

    /** Nothing makes sure that the rule set did not change between the first answer and the last but a commit on its generation. */
    Read<Lookup> lookup(Collection<HostPort> hostPorts, List<List<FieldValue>> indexKeys, Collection<MasqueradeElement> masquerade) {
        NftQuery query = nftables.query();
        Map<TableSet, List<byte[]>> keys = new EnumMap<>(TableSet.class);
        for (HostPort hostPort : hostPorts) {
            TableSet map = ForwardElement.map(hostPort);
            keys.putIfAbsent(map, new ArrayList<>());
            keys.get(map).add(Elements.key(map, ForwardElement.key(hostPort)));
        }
        Map<TableSet, Integer> forwardAnswers = new EnumMap<>(TableSet.class);
        for (Map.Entry<TableSet, List<byte[]>> wanted : keys.entrySet()) {
            forwardAnswers.put(wanted.getKey(), query.elements(KernelTable.set(wanted.getKey()), wanted.getValue()));
        }
        List<byte[]> rows = new ArrayList<>(indexKeys.size());
        for (List<FieldValue> key : indexKeys) {
            rows.add(Elements.key(TableSet.OWNERS, key));
        }
        int index = query.elements(KernelTable.set(TableSet.OWNERS), rows);
        Map<MasqueradeElement, Integer> masqueradeAnswers = new LinkedHashMap<>();
        for (MasqueradeElement element : masquerade) {
            masqueradeAnswers.put(element, query.elements(KernelTable.set(element.set()), List.of(Elements.key(element.set(), element.key()))));
        }
        NftReply reply = query.sendUnconfirmed();
        List<TableElement> found = new ArrayList<>();
        for (Map.Entry<TableSet, Integer> answer : forwardAnswers.entrySet()) {
            found.addAll(Elements.values(answer.getKey(), reply.elements(answer.getValue())));
        }
        Map<MasqueradeElement, Owner> there = new HashMap<>();
        for (Map.Entry<MasqueradeElement, Integer> answer : masqueradeAnswers.entrySet()) {
            for (TableElement one : Elements.values(answer.getKey().set(), reply.elements(answer.getValue()))) {
                there.put(answer.getKey(), MasqueradeElement.mark(one));
            }
        }
        return new Read<>(reply.generation(), new Lookup(forwards(found), strangers(found), Elements.values(TableSet.OWNERS, reply.elements(index)), there));
    }

    /** Everything in some of the sets. */
    Read<List<TableElement>> list(List<TableSet> names) {
        Read<Map<TableSet, List<SetElement>>> dump = dump(names);
        List<TableElement> elements = new ArrayList<>();
        dump.value().forEach((set, found) -> elements.addAll(Elements.values(set, found)));
        return new Read<>(dump.generation(), elements);
    }

    /**
     * As {@link #list}, in the kernel's bytes.
     *
     * @throws io.hostport4j.core.spi.StaleSnapshotException as {@link SetsReader#read}
     */
    Read<Map<TableSet, List<SetElement>>> dump(List<TableSet> names) {
        return sets.read(names);
    }

    /** Those that are no forwards. */
    static List<TableElement> strangers(List<TableElement> elements) {
        List<TableElement> strangers = new ArrayList<>();
        for (TableElement element : elements) {
            if (ForwardElement.parse(element).isEmpty()) {
                strangers.add(element);
            }
        }
        return strangers;
    }

    /** Those that are forwards of an owner. */
    static List<ForwardElement> forwards(List<TableElement> elements) {
        List<ForwardElement> forwards = new ArrayList<>(elements.size());
        for (TableElement element : elements) {
            ForwardElement.parse(element).ifPresent(forwards::add);
        }
        return forwards;
    }
}
