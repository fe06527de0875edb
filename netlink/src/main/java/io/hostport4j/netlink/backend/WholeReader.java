package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.netlink.backend.TableReader.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads every forward of the node, for listing. */
final class WholeReader {
    private static final int TRIES = 64;

    private final TableReader reader;

    WholeReader(TableReader reader) {
        this.reader = reader;
    }

    Snapshot read() {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Snapshot> snapshot = attempt();
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
        }
        throw new StaleSnapshotException(null);
    }

    private Optional<Snapshot> attempt() {
        Read<BaseObjects> base = reader.base();
        if (!base.value().present()) {
            return Optional.of(new Snapshot(Set.of(), List.of(), base.generation()));
        }
        Read<TableReader.Listing> listing = reader.list(base.value().readable(HostPortTable.FORWARD_MAPS));
        Read<Map<MasqueradeElement, Owner>> masquerade = reader.masquerade(base.value().readable(HostPortTable.MASQUERADE_SETS));
        if (listing.generation() != base.generation() || masquerade.generation() != base.generation()) {
            return Optional.empty();
        }
        Set<Forward> forwards = new HashSet<>();
        for (ForwardElements.Found found : listing.value().forwards()) {
            forwards.add(new Forward(found.hostPort(), found.target(),
                    MasqueradeElement.masquerade(found.target().address(), masquerade.value().keySet()), found.owner()));
        }
        List<String> faults = new ArrayList<>(base.value().faults());
        faults.addAll(listing.value().strangers());
        return Optional.of(new Snapshot(forwards, faults, base.generation()));
    }
}
