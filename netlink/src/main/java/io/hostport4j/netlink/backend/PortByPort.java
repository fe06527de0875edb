package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.model.Protocol;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.NftQuery;
import io.hostport4j.netlink.nftables.NftReply;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a large map of host ports on every address by asking for each port there is, until there are as many elements as the kernel
 * counts.
 *
 * <p>The kernel walks a set from its beginning for each 32 KiB that it gives out, so that the time of a listing grows with the square of
 * what is in it: 60,000 elements take 0.5 to 0.6 s, and 65,535 questions, whatever the answers, 0.2 to 0.25 s (Linux 6.18). Nor can
 * what is found by its key be torn ({@link io.hostport4j.core.table.TornListing}).
 */
final class PortByPort {
    /** The maps that can be read so. */
    static final Set<TableSet> MAPS = Set.of(TableSet.ANY4, TableSet.ANY6);
    /** From here on a listing takes longer than to ask for each port of one protocol. */
    static final int LARGE = 40_000;

    private static final int LAST_PORT = 65_535;

    private final Supplier<NftQuery> queries;

    PortByPort(Supplier<NftQuery> queries) {
        this.queries = queries;
    }

    /**
     * All elements of a map; empty when there are some that no port leads to, or a transaction goes on, whose additions count already.
     *
     * @param generation in which the kernel counted the elements
     * @throws StaleSnapshotException when the rule set has moved since
     */
    Optional<List<SetElement>> read(TableSet map, int count, int generation) {
        List<SetElement> found = new ArrayList<>(count);
        for (Protocol protocol : Protocol.values()) {
            NftQuery query = queries.get();
            int elements = query.elements(KernelTable.set(map), keys(map, protocol));
            NftReply reply = query.send();
            if (reply.generation() != generation) {
                throw new StaleSnapshotException(null);
            }
            found.addAll(reply.elements(elements));
            if (found.size() == count) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static List<byte[]> keys(TableSet map, Protocol protocol) {
        Family family = map == TableSet.ANY4 ? Family.IPV4 : Family.IPV6;
        List<byte[]> keys = new ArrayList<>(LAST_PORT);
        for (int port = 1; port <= LAST_PORT; port++) {
            keys.add(Elements.key(map, ForwardElement.key(new HostPort(protocol, family.unspecified(), port))));
        }
        return keys;
    }
}
