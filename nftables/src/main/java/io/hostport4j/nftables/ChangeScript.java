package io.hostport4j.nftables;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.InvalidRequestException;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.table.MasqueradeElement;
import io.hostport4j.core.table.TableChange;
import io.hostport4j.core.table.TableElement;
import io.hostport4j.core.table.TableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A change of forwards as the commands that make it. */
final class ChangeScript {
    private final Script script = new Script();
    private final GateScript gates;
    private final boolean leavesNothing;

    /** @throws InvalidRequestException when conditions are none */
    ChangeScript(Change change, Moment moment) {
        Listing listing = moment.listing();
        TableChange tableChange = new TableChange(change, moment.seen());
        Map<MasqueradeElement, Owner> there = moment.seen().masquerade();
        Map<TableSet, List<TableElement>> removals = tableChange.removals(there);
        this.gates = new GateScript(change, tableChange, new Gates(listing), moment.wanted());
        this.leavesNothing = listing.present() && tableChange.after().isEmpty() && isAllThereIs(removals, listing);
        BaseObjects base = new BaseObjects(listing);
        boolean mends = !leavesNothing && (!listing.present() ? !tableChange.after().isEmpty() : !base.faults().isEmpty());
        if (mends) {
            base.mend(script);
        }
        gates.write(script, mends && !base.keepsGates() ? GateScript.Rules.GONE : GateScript.Rules.FOUND);
        script.delete(removals).create(tableChange.additions(there));
        if (leavesNothing) {
            Departure.announce(script, listing);
        }
    }

    Script script() {
        return script;
    }

    /** Whether no forward of anybody is left in the table. */
    boolean leavesNothing() {
        return leavesNothing;
    }

    /** Whose words nft did not understand, if it was that. */
    void explain(RefusedException refusal) {
        gates.refused(refusal.command()).ifPresent(conditions -> {
            throw new InvalidRequestException(conditions.getKey().family() == Family.IPV4
                    ? "conditionsV4" : "conditionsV6", conditions.getValue(), "nft says: " + refusal.getMessage());
        });
    }

    private static boolean isAllThereIs(Map<TableSet, List<TableElement>> removals, Listing listing) {
        Set<TableElement> removed = new HashSet<>();
        removals.values().forEach(removed::addAll);
        return listing.strangers().isEmpty() && listing.elements().stream()
                .allMatch(element -> !TableSet.FORWARDS.contains(element.set()) || removed.contains(element));
    }
}
