package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elements of the map {@code owners} under one CRC-32, number 0 first: those of an owner, and perhaps of others that share it.
 *
 * @param owner whose CRC-32 it is
 * @param elements in the order of their numbers, without a gap
 */
record OwnerBucket(Owner owner, List<SetElement> elements) {
    OwnerBucket {
        elements = List.copyOf(elements);
    }

    /** What the owner has. */
    List<OwnerIndex.Entry> entries() {
        List<OwnerIndex.Entry> own = new ArrayList<>();
        for (SetElement element : elements) {
            OwnerIndex.parse(element).filter(entry -> entry.owner().equals(owner)).ifPresent(own::add);
        }
        return own;
    }

    /** Elements to remove and elements to add; one whose content changes is in both. */
    record Step(List<SetElement> removals, List<SetElement> additions) {}

    /** The step to a bucket where the owner has these entries. Others may get other numbers: no gap may stay. */
    Step to(List<OwnerIndex.Entry> entries) {
        List<SetElement> after = new ArrayList<>();
        for (SetElement element : elements) {
            if (OwnerIndex.parse(element).filter(entry -> entry.owner().equals(owner)).isEmpty()) {
                after.add(numbered(element, after.size()));
            }
        }
        for (OwnerIndex.Entry entry : entries) {
            after.add(OwnerIndex.element(entry, owner, after.size()));
        }
        return difference(after);
    }

    private Step difference(List<SetElement> after) {
        List<SetElement> removals = new ArrayList<>();
        List<SetElement> additions = new ArrayList<>();
        for (int number = 0; number < Math.max(elements.size(), after.size()); number++) {
            Optional<SetElement> old = at(elements, number);
            Optional<SetElement> wanted = at(after, number);
            if (!old.equals(wanted)) {
                old.ifPresent(removals::add);
                wanted.ifPresent(additions::add);
            }
        }
        return new Step(removals, additions);
    }

    private SetElement numbered(SetElement element, int number) {
        return new SetElement(OwnerIndex.key(owner, number), element.keyEnd(), element.data(), element.comment());
    }

    private static Optional<SetElement> at(List<SetElement> list, int number) {
        return number < list.size() ? Optional.of(list.get(number)) : Optional.empty();
    }
}
