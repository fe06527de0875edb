package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.FieldValue;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of several owners on one generation, as one transaction. */
final class JointTransaction {
    private final Map<TableSet, List<TableElement>> removals = new EnumMap<>(TableSet.class);
    private final Map<TableSet, List<TableElement>> additions = new EnumMap<>(TableSet.class);
    private final Set<List<Object>> keys = new HashSet<>();
    private final Map<Owner, Optional<Snapshot>> outcomes = new LinkedHashMap<>();
    private Moment moment;
    private boolean changesForwardsOnOneAddress;
    private boolean touchesOthers;

    /**
     * Takes in a change.
     *
     * @param there as in {@link ChangeWriter#transaction}
     * @return false when it cannot be carried out together with those before
     * @throws StaleSnapshotException when it was decided on another generation than those before
     */
    boolean take(Owner owner, ChangeWriter writer, Moment basis, Map<MasqueradeElement, Owner> there) {
        if (moment != null && moment.generation() != basis.generation()) {
            throw new StaleSnapshotException(null);
        }
        if (writer.change().changesConditions() || !writer.change().gatesToRemove().isEmpty()) {
            return false;
        }
        moment = basis;
        changesForwardsOnOneAddress |= writer.change().changesForwardsOnOneAddress();
        touchesOthers |= writer.change().touchesOthers(there);
        outcomes.put(owner, writer.outcome());
        // Two containers of one address, or two owners whose marks have one CRC-32: who comes second decides by what the first did.
        return merge(writer.change().removals(there), removals, false) && merge(writer.change().additions(there), additions, true);
    }

    int generation() {
        return moment.generation();
    }

    NftTransaction transaction() {
        NftTransaction.Builder transaction = NftTransaction.builder();
        moment.faultyBase().ifPresent(base -> base.mend(transaction));
        removals.forEach((set, elements) -> transaction.delete(KernelTable.set(set), Elements.bytes(elements)));
        additions.forEach((set, elements) -> transaction.create(KernelTable.set(set), Elements.bytes(elements)));
        return transaction.build();
    }

    /** The transaction was carried out. */
    void advance(KnownTable known) {
        known.advance(changesForwardsOnOneAddress, moment.gates());
        if (touchesOthers) {
            known.forgetOwners();
        }
        outcomes.forEach(known::remember);
    }

    private boolean merge(Map<TableSet, List<TableElement>> elements, Map<TableSet, List<TableElement>> into, boolean coming) {
        for (Map.Entry<TableSet, List<TableElement>> entry : elements.entrySet()) {
            for (TableElement element : entry.getValue()) {
                List<FieldValue> key = element.key();
                if (!keys.add(List.of(coming, entry.getKey(), key))) {
                    return false;
                }
            }
            into.computeIfAbsent(entry.getKey(), set -> new ArrayList<>()).addAll(entry.getValue());
        }
        return true;
    }
}
