package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.core.table.TornListing;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.Nftables;
import io.hostport4j.netlink.nftables.SetElement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads everything in some of the sets: by listings, and large maps {@linkplain PortByPort port by port} meanwhile. */
final class SetsReader {
    private final Nftables nftables;

    SetsReader(Nftables nftables) {
        this.nftables = nftables;
    }

    /** @throws StaleSnapshotException when a listing is torn, or the rule set moved while large maps were read */
    Read<Map<TableSet, List<SetElement>>> read(List<TableSet> sets) {
        Read<Map<TableSet, Integer>> large = large(sets);
        return large.value().isEmpty() ? listed(sets) : read(sets, large);
    }

    /** Maps that are better not listed, and how many elements each has. */
    private Read<Map<TableSet, Integer>> large(List<TableSet> sets) {
        Map<TableSet, Integer> large = new EnumMap<>(TableSet.class);
        NftQuery query = nftables.query();
        Map<TableSet, Integer> answers = new EnumMap<>(TableSet.class);
        for (TableSet set : sets) {
            if (PortByPort.MAPS.contains(set)) {
                answers.put(set, query.count(KernelTable.set(set)));
            }
        }
        if (answers.isEmpty()) {
            return new Read<>(0, large);
        }
        NftReply reply = query.sendUnconfirmed();
        answers.forEach((set, answer) -> {
            OptionalInt count = reply.count(answer);
            // Who cannot ask by the set's keys has to list it.
            if (count.orElse(0) >= PortByPort.LARGE && reply.sets(answer).get(0).key().equals(KernelTable.set(set).key())) {
                large.put(set, count.getAsInt());
            }
        });
        return new Read<>(reply.generation(), large);
    }

    private Read<Map<TableSet, List<SetElement>>> read(List<TableSet> sets, Read<Map<TableSet, Integer>> large) {
        CompletableFuture<Map<TableSet, List<SetElement>>> asked = CompletableFuture.supplyAsync(() -> portByPort(large), SetsReader::start);
        List<TableSet> others = new ArrayList<>(sets);
        others.removeAll(large.value().keySet());
        Read<Map<TableSet, List<SetElement>>> all;
        try {
            all = listed(others);
        } finally {
            // The other thread's socket must be at rest, whatever became of this one's.
            asked.handle((found, failure) -> null).join();
        }
        all.value().putAll(result(asked));
        List<TableSet> incomplete = new ArrayList<>(sets);
        incomplete.removeAll(all.value().keySet());
        Read<Map<TableSet, List<SetElement>>> late = incomplete.isEmpty() ? all : listed(incomplete);
        if (all.generation() != large.generation() || late.generation() != large.generation()) {
            throw new StaleSnapshotException(null);
        }
        all.value().putAll(late.value());
        return all;
    }

    private Map<TableSet, List<SetElement>> portByPort(Read<Map<TableSet, Integer>> large) {
        Map<TableSet, List<SetElement>> found = new EnumMap<>(TableSet.class);
        PortByPort ports = new PortByPort(nftables::queryBeside);
        large.value().forEach((map, count) -> ports.read(map, count, large.generation()).ifPresent(elements -> found.put(map, elements)));
        return found;
    }

    private Read<Map<TableSet, List<SetElement>>> listed(List<TableSet> sets) {
        NftQuery query = nftables.query();
        Map<TableSet, Integer> answers = new EnumMap<>(TableSet.class);
        for (TableSet set : sets) {
            answers.put(set, query.elements(KernelTable.set(set)));
        }
        NftReply reply = query.send();
        Map<TableSet, List<SetElement>> elements = new EnumMap<>(TableSet.class);
        answers.forEach((set, answer) -> elements.put(set, reply.elements(answer)));
        elements.values().forEach(found -> TornListing.refuse(found, element -> ByteBuffer.wrap(element.key())));
        return new Read<>(reply.generation(), elements);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "hostport4j-ports");
        thread.setDaemon(true);
        thread.start();
    }

    private static <T> T result(CompletableFuture<T> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
