package io.hostport4j.core.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The elements of several owners' changes, put together for one transaction. */
public final class JointElements {
    private final Map<TableSet, List<TableElement>> removals = new EnumMap<>(TableSet.class);
    private final Map<TableSet, List<TableElement>> additions = new EnumMap<>(TableSet.class);
    private final Set<Key> removed = new HashSet<>();
    private final Set<Key> added = new HashSet<>();

    /**
     * Takes in a change.
     *
     * @return false when one before removes or adds the same element, as with two containers of one address, or two owners whose marks have
     *         one CRC-32: who comes second decides by what the first did. What was taken in is then of no use.
     */
    public boolean take(Map<TableSet, List<TableElement>> removals, Map<TableSet, List<TableElement>> additions) {
        return merge(removals, this.removals, removed) && merge(additions, this.additions, added);
    }

    public Map<TableSet, List<TableElement>> removals() {
        return Collections.unmodifiableMap(removals);
    }

    public Map<TableSet, List<TableElement>> additions() {
        return Collections.unmodifiableMap(additions);
    }

    private static boolean merge(Map<TableSet, List<TableElement>> elements, Map<TableSet, List<TableElement>> into, Set<Key> keys) {
        for (Map.Entry<TableSet, List<TableElement>> entry : elements.entrySet()) {
            for (TableElement element : entry.getValue()) {
                if (!keys.add(new Key(entry.getKey(), element.key()))) {
                    return false;
                }
            }
            into.computeIfAbsent(entry.getKey(), set -> new ArrayList<>()).addAll(entry.getValue());
        }
        return true;
    }

    private record Key(TableSet set, List<FieldValue> fields) {}
}
