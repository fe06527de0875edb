package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.spi.StaleSnapshotException;
import io.hostport4j.core.table.JointElements;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.netlink.nftables.NftTransaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Changes of several owners on one generation, as one transaction. */
final class JointTransaction {
    private final JointElements joint = new JointElements();
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
        return joint.take(writer.change().removals(there), writer.change().additions(there));
    }

    int generation() {
        return moment.generation();
    }

    NftTransaction transaction() {
        NftTransaction.Builder transaction = NftTransaction.builder();
        moment.faultyBase().ifPresent(base -> base.mend(transaction));
        joint.removals().forEach((set, elements) -> transaction.delete(KernelTable.set(set), Elements.bytes(elements)));
        joint.additions().forEach((set, elements) -> transaction.create(KernelTable.set(set), Elements.bytes(elements)));
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
}
