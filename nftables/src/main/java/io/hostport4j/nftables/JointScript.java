package io.hostport4j.nftables;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.table.JointElements;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of several owners on one listing, as one script. */
final class JointScript {
    private JointScript() {}

    /** Empty when they cannot be made together, or were decided on listings of more than one generation. */
    static Optional<Script> of(List<Change> changes) {
        Script script = new Script();
        JointElements elements = new JointElements();
        Moment moment = (Moment) changes.get(0).basis().moment();
        Listing listing = moment.listing();
        BaseObjects base = new BaseObjects(listing);
        boolean mends = !listing.present() || !base.faults().isEmpty();
        if (mends) {
            base.mend(script);
        }
        for (Change change : changes) {
            Moment own = (Moment) change.basis().moment();
            if (!own.generation().equals(moment.generation())) {
                return Optional.empty();
            }
            TableChange tableChange = new TableChange(change, own.seen());
            GateScript gates = new GateScript(change, tableChange, new Gates(listing), own.wanted());
            gates.write(script, mends && !base.keepsGates() ? GateScript.Rules.GONE : GateScript.Rules.FOUND);
            Map<MasqueradeElement, Owner> there = own.seen().masquerade();
            if (!elements.take(tableChange.removals(there), tableChange.additions(there))) {
                return Optional.empty();
            }
        }
        return Optional.of(script.delete(elements.removals()).create(elements.additions()));
    }
}
