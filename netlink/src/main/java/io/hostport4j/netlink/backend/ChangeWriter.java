package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Masquerade;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.core.spi.Snapshot;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.SetElement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a change of forwards into a transaction: the elements themselves, what masquerades them, and the index. */
final class ChangeWriter {
    private final Change change;
    private final Moment moment;
    private final Set<Forward> after;
    private final Set<MasqueradeElement> masqueradeAfter = new LinkedHashSet<>();
    private final OwnerBucket bucketAfter;

    ChangeWriter(Change change) {
        this.change = change;
        this.moment = (Moment) change.basis().moment();
        this.after = change.outcome();
        for (Forward forward : after) {
            InetAddress target = forward.target().address();
            masqueradeAfter.addAll(MasqueradeElement.of(forward.masquerade(), target, moment.links().getOrDefault(target, 0)));
        }
        this.bucketAfter = moment.bucket().with(OwnerRows.of(after, moment.links()));
    }

    /**
     * Elements of the owner's containers that were not looked for. What shall be there is simply added: a container's address seldom
     * was another's before, and then the kernel refuses.
     */
    Set<MasqueradeElement> unknown() {
        Set<MasqueradeElement> unknown = new LinkedHashSet<>();
        for (Forward forward : after) {
            InetAddress target = forward.target().address();
            unknown.addAll(MasqueradeElement.candidates(target, moment.links().getOrDefault(target, 0)));
        }
        unknown.removeAll(moment.asked());
        return unknown;
    }

    /** Whether a container is not masqueraded: then nothing is added, and the kernel has nothing to refuse. */
    boolean leavesSomeUnmasqueraded() {
        for (Forward forward : after) {
            if (forward.masquerade() == Masquerade.NEVER) {
                return true;
            }
        }
        return false;
    }

    /** @param there elements for masquerading that are known to be there, and whose mark each carries */
    NftTransaction transaction(Map<MasqueradeElement, Owner> there) {
        Map<NamedSet, List<SetElement>> removals = new LinkedHashMap<>();
        Map<NamedSet, List<SetElement>> additions = new LinkedHashMap<>();
        for (Forward forward : change.removals()) {
            put(removals, ForwardElements.map(forward.hostPort()), element(forward));
        }
        for (Forward forward : change.additions()) {
            put(additions, ForwardElements.map(forward.hostPort()), element(forward));
        }
        for (MasqueradeElement element : masqueradeToRemove(there)) {
            put(removals, element.set(), SetElement.of(element.key()));
        }
        for (MasqueradeElement element : masqueradeAfter) {
            if (!change.owner().equals(there.get(element))) {
                put(additions, element.set(), element.element(change.owner()));
            }
        }
        OwnerBucket.Step index = moment.bucket().to(bucketAfter);
        for (SetElement element : index.removals()) {
            put(removals, HostPortTable.OWNERS, element);
        }
        for (SetElement element : index.additions()) {
            put(additions, HostPortTable.OWNERS, element);
        }
        NftTransaction.Builder transaction = NftTransaction.builder();
        moment.faultyBase().ifPresent(base -> base.mend(transaction));
        removals.forEach(transaction::delete);
        additions.forEach(transaction::create);
        return transaction.build();
    }

    /** Whether others' elements are changed too: those of a container's former owner, or of one with the same CRC-32. */
    boolean touchesOthers(Map<MasqueradeElement, Owner> there) {
        if (moment.bucket().isShared()) {
            return true;
        }
        for (MasqueradeElement element : masqueradeToRemove(there)) {
            if (!there.get(element).equals(change.owner())) {
                return true;
            }
        }
        return false;
    }

    boolean changesForwardsOnOneAddress() {
        return anyOnOneAddress(change.removals()) || anyOnOneAddress(change.additions());
    }

    /** What a read would see of the owner once the transaction is carried out. */
    Optional<Snapshot> outcome() {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        Map<MasqueradeElement, Owner> masquerade = new HashMap<>();
        for (MasqueradeElement element : masqueradeAfter) {
            masquerade.put(element, change.owner());
        }
        Moment then = new Moment(0, Optional.empty(), bucketAfter, moment.links(), true, masqueradeAfter, masquerade);
        return Optional.of(new Snapshot(after, List.of(), then));
    }

    private List<MasqueradeElement> masqueradeToRemove(Map<MasqueradeElement, Owner> there) {
        Set<InetAddress> targets = new HashSet<>();
        for (Forward forward : after) {
            targets.add(forward.target().address());
        }
        List<MasqueradeElement> gone = new ArrayList<>();
        there.forEach((element, mark) -> {
            boolean own = mark.equals(change.owner());
            boolean wanted = masqueradeAfter.contains(element);
            // An address that was another's before is no longer masqueraded as it was for that one.
            boolean left = !wanted && (own || targets.contains(element.target()));
            if (left || wanted && !own) {
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

    private static SetElement element(Forward forward) {
        return ForwardElements.element(forward.hostPort(), forward.target(), forward.owner());
    }

    private static void put(Map<NamedSet, List<SetElement>> elements, NamedSet set, SetElement element) {
        elements.computeIfAbsent(set, key -> new ArrayList<>()).add(element);
    }
}
