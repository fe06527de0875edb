package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The elements of the map {@code owners} under one CRC-32, number 0 first: those of an owner, and perhaps of others that share it.
 *
 * @param owner whose CRC-32 it is
 * @param elements in the order of their numbers; without a gap unless somebody made one
 */
record OwnerBucket(Owner owner, List<SetElement> elements) {
    OwnerBucket {
        elements = List.copyOf(elements);
    }

    /** What the owner has. */
    List<OwnerIndex.Row> rows() {
        List<OwnerIndex.Row> own = new ArrayList<>(elements.size());
        for (SetElement element : elements) {
            OwnerIndex.parse(element, owner).ifPresent(own::add);
        }
        return own;
    }

    /** Whether the owner has had more rows than there are, or their numbers do not follow one another. */
    boolean hasGap() {
        for (int number = 0; number < elements.size(); number++) {
            if (OwnerIndex.number(elements.get(number)) != number) {
                return true;
            }
        }
        List<OwnerIndex.Row> rows = rows();
        for (OwnerIndex.Row row : rows) {
            if (row instanceof OwnerIndex.Container container && container.rows() != Math.min(rows.size(), OwnerIndex.MOST_ROWS)) {
                return true;
            }
        }
        return false;
    }

    /** Elements to remove and elements to add; one whose content changes is in both. */
    record Step(List<SetElement> removals, List<SetElement> additions) {}

    /** Whether others have elements here. */
    boolean isShared() {
        return rows().size() != elements.size();
    }

    /** This bucket as it shall be when the owner has these rows. Others may get other numbers: no gap may stay. */
    OwnerBucket with(List<OwnerIndex.Row> rows) {
        List<SetElement> after = new ArrayList<>();
        for (SetElement element : elements) {
            if (OwnerIndex.parse(element, owner).isEmpty()) {
                after.add(numbered(element, after.size()));
            }
        }
        for (OwnerIndex.Row row : rows) {
            after.add(OwnerIndex.element(row, owner, after.size()));
        }
        return new OwnerBucket(owner, after);
    }

    /** The step from this bucket to another of the same owner. */
    Step to(OwnerBucket other) {
        List<SetElement> after = other.elements;
        List<SetElement> removals = new ArrayList<>();
        List<SetElement> additions = new ArrayList<>();
        Set<SetElement> stay = new HashSet<>(elements);
        stay.retainAll(after);
        for (SetElement element : elements) {
            if (!stay.contains(element)) {
                removals.add(element);
            }
        }
        for (SetElement element : after) {
            if (!stay.contains(element)) {
                additions.add(element);
            }
        }
        return new Step(removals, additions);
    }

    private SetElement numbered(SetElement element, int number) {
        return new SetElement(OwnerIndex.key(owner, number), element.keyEnd(), element.data(), element.comment());
    }
}
