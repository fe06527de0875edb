package io.hostport4j.netlink.backend;

import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.TableContents;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.netlink.backend.TableReader.Read;
import java.util.List;
import java.util.Optional;

/** Reads the whole table: for listing, and where somebody has changed it, or an owner's index, by hand. */
final class WholeReader {
    private static final int TRIES = 64;

    private final TableReader reader;

    WholeReader(TableReader reader) {
        this.reader = reader;
    }

    Snapshot read(Scope.All scope) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Whole> whole = attempt();
            if (whole.isPresent()) {
                return whole.get().contents().snapshot(scope, whole.get().generation());
            }
        }
        throw new StaleSnapshotException(null);
    }

    /** Empty when the rule set moved meanwhile. */
    Optional<Snapshot> attempt(Scope.Of scope) {
        return attempt().map(whole -> {
            BaseObjects base = whole.base();
            Optional<BaseObjects> faulty = base.present() && whole.contents().faults().isEmpty() ? Optional.empty() : Optional.of(base);
            return whole.contents().snapshot(scope, seen -> new Moment(whole.generation(), faulty, base.gates(), false, seen));
        });
    }

    private record Whole(int generation, BaseObjects base, TableContents contents) {}

    private Optional<Whole> attempt() {
        Read<BaseObjects> base = reader.base();
        Read<List<TableElement>> elements = reader.list(base.value().readable());
        if (elements.generation() != base.generation()) {
            return Optional.empty();
        }
        TableContents contents = new TableContents(elements.value(), base.value().gates().whole(), base.value().faults());
        return Optional.of(new Whole(base.generation(), base.value(), contents));
    }
}
