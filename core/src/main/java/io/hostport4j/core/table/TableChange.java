package io.hostport4j.core.table;

import io.hostport4j.core.model.Family;
import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A change of forwards as elements: the forwards themselves, what masquerades them, and the index; and what conditions need. */
public final class TableChange {
    private final Change change;
    private final Seen seen;
    private final Set<Forward> after;
    private final Set<MasqueradeElement> masqueradeAfter = new LinkedHashSet<>();
    private final OwnerBucket bucketAfter;
    private final OwnerBucket.Step index;

    /**
     * A change and what it is decided on.
     *
     * @param seen of the change's owner, together with the change's basis
     */
    public TableChange(Change change, Seen seen) {
        this.change = change;
        this.seen = seen;
        this.after = change.outcome();
        for (Forward forward : after) {
            InetAddress target = forward.target().address();
            masqueradeAfter.addAll(MasqueradeElement.of(forward.masquerade(), target, seen.links().getOrDefault(target, 0)));
        }
        this.bucketAfter = seen.bucket().with(OwnerRows.of(after, seen.links()));
        this.index = seen.bucket().to(bucketAfter);
    }

    /** The owner's forwards once the change is carried out. */
    public Set<Forward> after() {
        return after;
    }

    /**
     * Elements of the owner's containers that were not looked for. What shall be there is simply added: a container's address seldom
     * was another's before, and then the kernel refuses.
     */
    public Set<MasqueradeElement> unknown() {
        Set<MasqueradeElement> unknown = new LinkedHashSet<>();
        for (Forward forward : after) {
            InetAddress target = forward.target().address();
            unknown.addAll(MasqueradeElement.candidates(target, seen.links().getOrDefault(target, 0)));
        }
        unknown.removeAll(seen.asked());
        return unknown;
    }

    /** Whether a container is not masqueraded: then nothing is added, and the kernel has nothing to refuse. */
    public boolean leavesSomeUnmasqueraded() {
        for (Forward forward : after) {
            if (forward.masquerade() == Masquerade.NEVER) {
                return true;
            }
        }
        return false;
    }

    /**
     * Elements that go, by their sets. One whose content changes goes and comes.
     *
     * @param there elements for masquerading that are known to be there, and whose mark each carries
     */
    public Map<TableSet, List<TableElement>> removals(Map<MasqueradeElement, Owner> there) {
        Map<TableSet, List<TableElement>> removals = new EnumMap<>(TableSet.class);
        for (Forward forward : change.removals()) {
            put(removals, ForwardElement.of(forward).element());
        }
        for (TableElement stranger : seen.strangers()) {
            put(removals, stranger);
        }
        for (MasqueradeElement element : masqueradeToRemove(there)) {
            put(removals, new TableElement(element.set(), element.key()));
        }
        for (TableElement element : index.removals()) {
            put(removals, element);
        }
        return removals;
    }

    /**
     * Elements that come once the others are gone; none of them may be there already.
     *
     * @param there as in {@link #removals}
     */
    public Map<TableSet, List<TableElement>> additions(Map<MasqueradeElement, Owner> there) {
        Map<TableSet, List<TableElement>> additions = new EnumMap<>(TableSet.class);
        for (Forward forward : change.additions()) {
            put(additions, ForwardElement.of(forward).element());
        }
        for (MasqueradeElement element : masqueradeAfter) {
            if (!change.owner().equals(there.get(element))) {
                put(additions, element.element(change.owner()));
            }
        }
        for (TableElement element : index.additions()) {
            put(additions, element);
        }
        return additions;
    }

    /** Gates whose rules and chain go: the owner's that are there, but for those that {@link #gatesToMake} leaves as they are. */
    public Set<Gate> gatesToRemove() {
        Set<Gate> gates = new LinkedHashSet<>(seen.gates());
        for (OwnerRow row : seen.bucket().rows()) {
            if (row instanceof OwnerRow.Conditional conditional) {
                gates.add(new Gate(change.owner(), conditional.family()));
            }
        }
        if (!gates.isEmpty()) {
            gates.removeIf(gate -> isConditional(gate) && !touches(gate));
        }
        return gates;
    }

    /**
     * Gates whose rules and chain come: new ones, those of families whose forwards change, and those that are missing. Of the last, a
     * chain may be left.
     */
    public Set<Gate> gatesToMake() {
        Set<Gate> gates = new LinkedHashSet<>();
        for (Forward forward : after) {
            if (!forward.conditions().isEmpty()) {
                Gate gate = new Gate(change.owner(), forward.hostPort().family());
                if (touches(gate) || !seen.gates().contains(gate)) {
                    gates.add(gate);
                }
            }
        }
        return gates;
    }

    /** Whether forwards come that have conditions, or some go and others stay: then the words of the conditions are needed. */
    public boolean changesConditions() {
        for (Gate gate : gatesToMake()) {
            if (touches(gate)) {
                return true;
            }
        }
        return false;
    }

    /** Whether others' elements are changed too: those of a container's former owner, or of one with the same CRC-32. */
    public boolean touchesOthers(Map<MasqueradeElement, Owner> there) {
        if (seen.bucket().isShared()) {
            return true;
        }
        for (MasqueradeElement element : masqueradeToRemove(there)) {
            if (!there.get(element).equals(change.owner())) {
                return true;
            }
        }
        return false;
    }

    /** Whether forwards on one address of the node come or go. */
    public boolean changesForwardsOnOneAddress() {
        return anyOnOneAddress(change.removals()) || anyOnOneAddress(change.additions()) || !seen.strangers().isEmpty();
    }

    /** What would be seen of the owner once the change is carried out, all gates made. */
    public Seen seenAfter() {
        Map<MasqueradeElement, Owner> masquerade = new HashMap<>();
        for (MasqueradeElement element : masqueradeAfter) {
            masquerade.put(element, change.owner());
        }
        Set<Gate> gates = seen.gates();
        if (!gates.isEmpty() || changesConditions()) {
            gates = new HashSet<>(seen.gates());
            gates.removeAll(gatesToRemove());
            gates.addAll(gatesToMake());
        }
        return new Seen(bucketAfter, seen.links(), masqueradeAfter, masquerade, gates, List.of());
    }

    private boolean isConditional(Gate gate) {
        for (Forward forward : after) {
            if (forward.hostPort().family() == gate.family() && !forward.conditions().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean touches(Gate gate) {
        return anyOf(change.removals(), gate.family()) || anyOf(change.additions(), gate.family());
    }

    private static boolean anyOf(Set<Forward> forwards, Family family) {
        for (Forward forward : forwards) {
            if (forward.hostPort().family() == family) {
                return true;
            }
        }
        return false;
    }

    private List<MasqueradeElement> masqueradeToRemove(Map<MasqueradeElement, Owner> there) {
        Set<InetAddress> targets = new HashSet<>();
        for (Forward forward : after) {
            targets.add(forward.target().address());
        }
        Set<InetAddress> before = there.containsValue(MasqueradeElement.NOBODY) ? new OwnedRows(seen.bucket()).containers() : Set.of();
        List<MasqueradeElement> gone = new ArrayList<>();
        there.forEach((element, mark) -> {
            boolean own = mark.equals(change.owner());
            boolean wanted = masqueradeAfter.contains(element);
            // An address that was another's before is no longer masqueraded as it was for that one.
            boolean left = !wanted && (own || targets.contains(element.target()));
            boolean nobodys = mark.equals(MasqueradeElement.NOBODY) && before.contains(element.target());
            if (left || nobodys || wanted && !own) {
                gone.add(element);
            }
        });
        return gone;
    }

    private static boolean anyOnOneAddress(Set<Forward> forwards) {
        for (Forward forward : forwards) {
            if (!forward.hostPort().everyAddress()) {
                return true;
            }
        }
        return false;
    }

    private static void put(Map<TableSet, List<TableElement>> elements, TableElement element) {
        elements.computeIfAbsent(element.set(), set -> new ArrayList<>()).add(element);
    }
}
