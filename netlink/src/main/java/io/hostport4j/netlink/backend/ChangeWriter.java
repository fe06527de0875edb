package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Forward;
import io.hostport4j.core.model.Owner;
import io.hostport4j.core.spi.Change;
import io.hostport4j.netlink.nftables.NamedSet;
import io.hostport4j.netlink.nftables.NftTransaction;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a change of forwards into a transaction: the elements themselves, what masquerades them, and the index. */
final class ChangeWriter {
    private final Change change;
    private final Moment moment;
    private final Set<Forward> after;
    private Map<NamedSet, List<SetElement>> removals = Map.of();
    private Map<NamedSet, List<SetElement>> additions = Map.of();

    ChangeWriter(Change change) {
        this.change = change;
        this.moment = (Moment) change.basis().moment();
        this.after = new HashSet<>();
        for (Forward forward : change.basis().forwards()) {
            if (forward.owner().equals(change.owner()) && !change.removals().contains(forward)) {
                after.add(forward);
            }
        }
        after.addAll(change.additions());
    }

    /** What masquerades the owner's forwards afterwards. */
    Set<MasqueradeElement> masquerade() {
        Set<MasqueradeElement> elements = new LinkedHashSet<>();
        for (Forward forward : after) {
            elements.addAll(MasqueradeElement.of(forward.masquerade(), forward.target().address(),
                    moment.links().getOrDefault(forward.target().address(), 0)));
        }
        return elements;
    }

    /** @param there all elements of {@link #masquerade} and of the moment that are there, and whose mark each carries */
    NftTransaction transaction(Map<MasqueradeElement, Owner> there) {
        removals = new LinkedHashMap<>();
        additions = new LinkedHashMap<>();
        for (Forward forward : change.removals()) {
            remove(ForwardElements.map(forward.hostPort()), element(forward));
        }
        for (Forward forward : change.additions()) {
            add(ForwardElements.map(forward.hostPort()), element(forward));
        }
        masquerade(there);
        OwnerBucket.Step index = moment.bucket().to(OwnerRows.of(after, moment.links()));
        index.removals().forEach(element -> remove(HostPortTable.OWNERS, element));
        index.additions().forEach(element -> add(HostPortTable.OWNERS, element));

        NftTransaction.Builder transaction = NftTransaction.builder();
        moment.faultyBase().ifPresent(base -> base.mend(transaction));
        removals.forEach(transaction::delete);
        additions.forEach(transaction::create);
        return transaction.build();
    }

    boolean changesForwardsOnOneAddress() {
        return removals.containsKey(HostPortTable.ADDR4) || additions.containsKey(HostPortTable.ADDR4)
                || removals.containsKey(HostPortTable.ADDR6) || additions.containsKey(HostPortTable.ADDR6);
    }

    private void masquerade(Map<MasqueradeElement, Owner> there) {
        Owner owner = change.owner();
        Set<MasqueradeElement> wanted = masquerade();
        there.forEach((element, mark) -> {
            boolean takenOver = wanted.contains(element) && !mark.equals(owner);
            boolean left = !wanted.contains(element) && mark.equals(owner);
            if (takenOver || left) {
                remove(element.set(), SetElement.of(element.key()));
            }
        });
        for (MasqueradeElement element : wanted) {
            if (!owner.equals(there.get(element))) {
                add(element.set(), element.element(owner));
            }
        }
    }

    private static SetElement element(Forward forward) {
        return ForwardElements.element(forward.hostPort(), forward.target(), forward.owner());
    }

    private void remove(NamedSet set, SetElement element) {
        removals.computeIfAbsent(set, key -> new ArrayList<>()).add(element);
    }

    private void add(NamedSet set, SetElement element) {
        additions.computeIfAbsent(set, key -> new ArrayList<>()).add(element);
    }
}
