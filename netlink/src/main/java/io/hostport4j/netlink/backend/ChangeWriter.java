package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.core.table.Gate;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableChange;
import io.hostport4j.netlink.nftables.NftTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a change of forwards into a transaction. */
final class ChangeWriter {
    private final TableChange change;
    private final Moment moment;

    ChangeWriter(Change change, Moment moment) {
        this.moment = moment;
        this.change = new TableChange(change, moment.seen());
    }

    TableChange change() {
        return change;
    }

    /** @param there elements for masquerading that are known to be there, and whose mark each carries */
    NftTransaction transaction(Map<MasqueradeElement, Owner> there) {
        NftTransaction.Builder transaction = NftTransaction.builder();
        moment.faultyBase().ifPresent(base -> base.mend(transaction));
        change.removals(there).forEach((set, elements) -> transaction.delete(KernelTable.set(set), Elements.bytes(elements)));
        for (Gate gate : change.gatesToRemove()) {
            moment.gates().remove(gate, transaction);
        }
        change.additions(there).forEach((set, elements) -> transaction.create(KernelTable.set(set), Elements.bytes(elements)));
        return transaction.build();
    }

    /** The chain of conditions once the transaction is carried out. */
    GateRules gatesAfter() {
        return moment.gates().without(change.gatesToRemove());
    }

    /** What a read would see of the owner once the transaction is carried out. */
    Optional<Snapshot> outcome() {
        if (change.after().isEmpty()) {
            return Optional.empty();
        }
        Moment then = new Moment(0, Optional.empty(), GateRules.NONE, true, change.seenAfter());
        return Optional.of(new Snapshot(change.after(), List.of(), then));
    }
}
