package io.hostport4j.nftables;

import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableChange;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of several owners on one listing, as one script. */
final class JointScript {
    private final Script script = new Script();
    private final Map<TableSet, List<TableElement>> removals = new EnumMap<>(TableSet.class);
    private final Map<TableSet, List<TableElement>> additions = new EnumMap<>(TableSet.class);
    private final Set<List<Object>> keys = new HashSet<>();

    private JointScript() {}

    /** Empty when they cannot be made together, or were decided on listings of more than one generation. */
    static Optional<Script> of(List<Change> changes) {
        JointScript joint = new JointScript();
        Moment moment = (Moment) changes.get(0).basis().moment();
        Listing listing = moment.listing();
        BaseObjects base = new BaseObjects(listing);
        boolean mends = !listing.present() || !base.faults().isEmpty();
        if (mends) {
            base.mend(joint.script);
        }
        for (Change change : changes) {
            Moment own = (Moment) change.basis().moment();
            if (!own.generation().equals(moment.generation())) {
                return Optional.empty();
            }
            TableChange tableChange = new TableChange(change, own.seen());
            GateScript gates = new GateScript(change, tableChange, new Gates(listing), own.wanted());
            gates.write(joint.script, mends && !base.keepsGates() ? GateScript.Rules.GONE : GateScript.Rules.FOUND);
            Map<MasqueradeElement, Owner> there = own.seen().masquerade();
            // Two containers of one address, or two owners whose marks have one CRC-32: who comes second decides by what the first did.
            if (!joint.merge(tableChange.removals(there), joint.removals, false) || !joint.merge(tableChange.additions(there), joint.additions, true)) {
                return Optional.empty();
            }
        }
        return Optional.of(joint.script.delete(joint.removals).create(joint.additions));
    }

    private boolean merge(Map<TableSet, List<TableElement>> elements, Map<TableSet, List<TableElement>> into, boolean coming) {
        for (Map.Entry<TableSet, List<TableElement>> entry : elements.entrySet()) {
            for (TableElement element : entry.getValue()) {
                if (!keys.add(List.of(coming, entry.getKey(), element.key()))) {
                    return false;
                }
            }
            into.computeIfAbsent(entry.getKey(), set -> new ArrayList<>()).addAll(entry.getValue());
        }
        return true;
    }
}
