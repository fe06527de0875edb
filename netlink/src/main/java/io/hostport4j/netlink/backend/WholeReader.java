package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.spi.Scope;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.TableContents;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.backend.TableReader.Read;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads all that the table has for listing, and the whole of it where somebody has changed it, or an owner's index, by hand. */
final class WholeReader {
    private static final int TRIES = 64;

    private final TableReader reader;

    WholeReader(TableReader reader) {
        this.reader = reader;
    }

    Snapshot read(Scope.All scope) {
        Whole whole = read();
        return whole.contents().snapshot(scope, whole.generation());
    }

    Map<Forward, OptionalLong> connections() {
        Whole whole = read();
        return whole.contents().connections(Elements.packets(whole.elements()));
    }

    /** Empty when the rule set moved meanwhile. */
    Optional<Snapshot> attempt(Scope.Of scope) {
        return attempt(BaseObjects::readable).map(whole -> {
            BaseObjects base = whole.base();
            TableContents contents = whole.contents();
            Optional<BaseObjects> faulty = base.present() && contents.faults().isEmpty() ? Optional.empty() : Optional.of(base);
            return contents.snapshot(scope, seen -> new Moment(whole.generation(), faulty, base.gates(), false, seen));
        });
    }

    private record Whole(int generation, BaseObjects base, Map<TableSet, List<SetElement>> elements) {
        TableContents contents() {
            List<TableElement> values = new ArrayList<>();
            elements.forEach((set, found) -> values.addAll(Elements.values(set, found)));
            return new TableContents(values, base.gates().whole(), base.faults());
        }
    }

    private Whole read() {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Whole> whole = attempt(WholeReader::listed);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        throw new StaleSnapshotException(null);
    }

    /** The sets that tell of forwards; the index has their conditions besides, when there are any. */
    private static List<TableSet> listed(BaseObjects base) {
        boolean conditions = !base.gates().whole().isEmpty();
        return base.readable().stream().filter(set -> TableContents.LISTED.contains(set) || conditions && set == TableSet.OWNERS).toList();
    }

    private Optional<Whole> attempt(Function<BaseObjects, List<TableSet>> sets) {
        Read<BaseObjects> base = reader.base();
        Read<Map<TableSet, List<SetElement>>> elements = reader.dump(sets.apply(base.value()));
        return elements.generation() == base.generation()
                ? Optional.of(new Whole(base.generation(), base.value(), elements.value())) : Optional.empty();
    }
}
