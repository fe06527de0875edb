package io.hostport4j.core.table;

import io.hostport4j.core.model.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The elements of the map {@code owners} under one CRC-32, number 0 first: those of an owner, and perhaps of others that share it.
 *
 * @param owner whose CRC-32 it is
 * @param elements in the order of their numbers; without a gap unless somebody made one
 */
public record OwnerBucket(Owner owner, List<TableElement> elements) {
    /** Copies the list. */
    public OwnerBucket {
        elements = List.copyOf(elements);
    }

    /** What the owner has. */
    List<OwnerRow> rows() {
        List<OwnerRow> own = new ArrayList<>(elements.size());
        for (TableElement element : elements) {
            Optional<OwnerRow> row = OwnerIndex.parse(element, owner);
            if (row.isPresent()) {
                own.add(row.get());
            }
        }
        return own;
    }

    /** Whether the owner has had more rows than there are, or their numbers do not follow one another. */
    public boolean hasGap() {
        for (int number = 0; number < elements.size(); number++) {
            if (OwnerIndex.number(elements.get(number)) != number) {
                return true;
            }
        }
        List<OwnerRow> rows = rows();
        for (OwnerRow row : rows) {
            if (row instanceof OwnerRow.Container container && container.rows() != Math.min(rows.size(), OwnerIndex.MOST_ROWS)) {
                return true;
            }
        }
        return false;
    }

    /** Elements to remove and elements to add; one whose content changes is in both. */
    record Step(List<TableElement> removals, List<TableElement> additions) {}

    /** Whether others have elements here. */
    boolean isShared() {
        return rows().size() != elements.size();
    }

    /** This bucket as it shall be when the owner has these rows. Others may get other numbers: no gap may stay. */
    OwnerBucket with(List<OwnerRow> rows) {
        List<TableElement> after = new ArrayList<>();
        for (TableElement element : elements) {
            if (OwnerIndex.parse(element, owner).isEmpty()) {
                after.add(OwnerIndex.numbered(element, after.size()));
            }
        }
        FieldValue checksum = OwnerIndex.checksum(owner);
        for (OwnerRow row : rows) {
            after.add(OwnerIndex.element(row, owner, checksum, after.size()));
        }
        return new OwnerBucket(owner, after);
    }

    /** The step from this bucket to another of the same owner. */
    Step to(OwnerBucket other) {
        List<TableElement> after = other.elements;
        if (elements.isEmpty() || after.isEmpty()) {
            return new Step(elements, after);
        }
        List<TableElement> removals = new ArrayList<>();
        List<TableElement> additions = new ArrayList<>();
        Set<TableElement> stay = new HashSet<>(elements);
        stay.retainAll(new HashSet<>(after));
        for (TableElement element : elements) {
            if (!stay.contains(element)) {
                removals.add(element);
            }
        }
        for (TableElement element : after) {
            if (!stay.contains(element)) {
                additions.add(element);
            }
        }
        return new Step(removals, additions);
    }
}
