package io.hostport4j.nftables;

import io.hostport4j.core.table.FieldType;
import io.hostport4j.core.table.TableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set or map as it was found.
 *
 * @param name its name
 * @param key the types of the key's fields
 * @param data the types of what a key is mapped to; none for a set
 * @param counted whether each element has a counter
 * @param plain whether it is without flags, limits, timeouts and anything else for each element, as the table's sets are
 */
record FoundSet(String name, List<String> key, List<String> data, boolean counted, boolean plain) {
    private static final List<String> EXTRAS = List.of("flags", "policy", "size", "timeout", "gc-interval", "auto-merge");
    private static final String COUNTER = "counter";

    static FoundSet parse(JsonValue set) {
        List<JsonValue> statements = set.member("stmt").map(JsonValue::items).orElse(List.of());
        boolean counted = statements.size() == 1 && statements.get(0).only().filter(only -> only.getKey().equals(COUNTER)).isPresent();
        return new FoundSet(set.get("name").text(), types(set.get("type")), set.member("map").map(FoundSet::types).orElse(List.of()),
                counted, (counted || statements.isEmpty()) && EXTRAS.stream().noneMatch(extra -> set.member(extra).isPresent()));
    }

    /** Whether it is what the other should be. What an earlier version made counts nothing, and is as good. */
    boolean isAs(TableSet wanted) {
        return holdsTheSame(wanted) && plain && (!counted || wanted.isCounted());
    }

    /** Whether what it holds can be what the other should hold. */
    boolean holdsTheSame(TableSet wanted) {
        return key.equals(texts(wanted.key())) && data.equals(texts(wanted.data()));
    }

    /** Up to nft 1.0.9 a concatenation of data is one text with points in it, later an array as that of a key. */
    private static List<String> types(JsonValue types) {
        List<String> all = new ArrayList<>();
        types.items().forEach(type -> all.addAll(Arrays.asList(type.text().split(" \\. "))));
        return all;
    }

    private static List<String> texts(List<FieldType> types) {
        return types.stream().map(FieldType::text).toList();
    }
}
