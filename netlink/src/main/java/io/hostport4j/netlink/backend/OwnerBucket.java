package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.Owner;
import io.hostport4j.netlink.nftables.SetElement;
import java.util.ArrayList;
import java.util.List;

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
    List<OwnerIndex.Row> rows() {
        List<OwnerIndex.Row> own = new ArrayList<>(elements.size());
        for (SetElement element : elements) {
            OwnerIndex.parse(element, owner).ifPresent(own::add);
        }
        return own;
    }

    /** Elements to remove and elements to add; one whose content changes is in both. */
    record Step(List<SetElement> removals, List<SetElement> additions) {}

    /** The step to a bucket where the owner has these rows. Others may get other numbers: no gap may stay. */
    Step to(List<OwnerIndex.Row> rows) {
        List<SetElement> after = new ArrayList<>();
        for (SetElement element : elements) {
            if (OwnerIndex.parse(element, owner).isEmpty()) {
                after.add(numbered(element, after.size()));
            }
        }
        for (OwnerIndex.Row row : rows) {
            after.add(OwnerIndex.element(row, owner, after.size()));
        }
        return difference(after);
    }

    private Step difference(List<SetElement> after) {
        List<SetElement> removals = new ArrayList<>();
        List<SetElement> additions = new ArrayList<>();
        for (int number = 0; number < Math.max(elements.size(), after.size()); number++) {
            boolean there = number < elements.size();
            boolean wanted = number < after.size();
            if (there && wanted && elements.get(number).equals(after.get(number))) {
                continue;
            }
            if (there) {
                removals.add(elements.get(number));
            }
            if (wanted) {
                additions.add(after.get(number));
            }
        }
        return new Step(removals, additions);
    }

    private SetElement numbered(SetElement element, int number) {
        return new SetElement(OwnerIndex.key(owner, number), element.keyEnd(), element.data(), element.comment());
    }
}
