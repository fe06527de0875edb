package io.hostport4j.core.table;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An element of one of the table's sets.
 *
 * @param set where it is
 * @param key a value for each field of the set's key
 * @param data a value for each field of the map's data; none for a set, or when only the key is known
 * @param comment whose it is, in the table of this library; anything in what others put there
 */
public record TableElement(TableSet set, List<FieldValue> key, List<FieldValue> data, Optional<String> comment) {
    /** @throws IllegalArgumentException when the values are not those of the set's fields */
    public TableElement {
        key = List.copyOf(key);
        data = List.copyOf(data);
        Objects.requireNonNull(comment, "comment");
        check(set, set.key(), key);
        if (!data.isEmpty()) {
            check(set, set.data(), data);
        }
    }

    /** The element of a set, or of a map by its key alone, without a comment. */
    public TableElement(TableSet set, List<FieldValue> key) {
        this(set, key, List.of(), Optional.empty());
    }

    /** Whether the other has the same key in the same set: only one of both can be there. */
    public boolean isAt(TableElement other) {
        return set == other.set && key.equals(other.key);
    }

    /** The key as nft reads it: {@code tcp . 8080}. */
    public String keyText() {
        return text(set.key(), key);
    }

    /** The data as nft reads it: {@code 10.0.0.2 . 80}. */
    public String dataText() {
        return text(set.data(), data);
    }

    /** As nft reads it: {@code tcp . 8080 comment "net/web/eth0" : 10.0.0.2 . 80}. */
    @Override
    public String toString() {
        return keyText() + (comment.isPresent() ? " comment \"" + comment.get() + "\"" : "")
                + (data.isEmpty() ? "" : " : " + dataText());
    }

    private static void check(TableSet set, List<FieldType> types, List<FieldValue> values) {
        boolean fit = values.size() == types.size();
        for (int i = 0; fit && i < types.size(); i++) {
            fit = types.get(i).holds(values.get(i));
        }
        if (!fit) {
            throw new IllegalArgumentException("values " + values + " for " + types + " of " + set);
        }
    }

    private static String text(List<FieldType> types, List<FieldValue> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : " . ").append(values.get(i).text(types.get(i)));
        }
        return text.toString();
    }
}
