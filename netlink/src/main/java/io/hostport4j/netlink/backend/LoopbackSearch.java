package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.HostPort;
import io.hostport4j.core.table.ForwardElement;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.Beginning;
import io.hostport4j.netlink.nftables.Nftables;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for a forward that serves 127.0.0.0/8 and leads to one of some addresses: first where the listings begin, since on most nodes
 * nearly all forwards are alike, and the first one is such; then everywhere.
 */
final class LoopbackSearch {
    private static final List<TableSet> MAPS = List.of(TableSet.ANY4, TableSet.ADDR4);

    private final Nftables nftables;
    private final TableReader reader;
    private final Predicate<InetAddress> target;
    private final Map<InetAddress, Boolean> reachable = new HashMap<>();

    LoopbackSearch(Nftables nftables, TableReader reader, Predicate<InetAddress> target) {
        this.nftables = nftables;
        this.reader = reader;
        this.target = target;
    }

    Optional<HostPort> find() {
        boolean whole = true;
        for (TableSet map : MAPS) {
            Beginning beginning = nftables.beginning(KernelTable.set(map));
            Optional<HostPort> found = first(Elements.values(map, beginning.elements()));
            if (found.isPresent()) {
                return found;
            }
            whole &= beginning.whole();
        }
        return whole ? Optional.empty() : first(reader.list(MAPS).value());
    }

    private Optional<HostPort> first(List<TableElement> elements) {
        for (ForwardElement forward : TableReader.forwards(elements)) {
            HostPort hostPort = forward.hostPort();
            if ((hostPort.everyAddress() || hostPort.address().isLoopbackAddress())
                    && reachable.computeIfAbsent(forward.target().address(), this::isReachable)) {
                return Optional.of(hostPort);
            }
        }
        return Optional.empty();
    }

    /** Whether answers to clients on 127.0.0.0/8 come back from one of the addresses: not without source NAT. */
    private boolean isReachable(InetAddress address) {
        return target.test(address)
                && !reader.lookup(Set.of(), List.of(), MasqueradeElement.signs(address)).value().masquerade().isEmpty();
    }
}
