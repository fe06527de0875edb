package io.hostport4j.cni.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of JSON whose type is not known before it is looked at, for documents that mix types in one place; where a schema says what
 * is where, {@link JsonObject} is better. A JSON null counts as absent.
 */
public final class JsonTree {
    private final Object value;

    private JsonTree(Object value) {
        this.value = value;
    }

    /**
     * Parses a whole document, which is an object.
     *
     * @throws JsonException as {@link JsonObject#parse(byte[])}
     */
    public static JsonTree parse(String text) {
        return new JsonTree(JsonObject.parse(text).members());
    }

    /** The member of an object; empty for what has none of that name. */
    public Optional<JsonTree> member(String name) {
        return value instanceof Map<?, ?> members ? Optional.ofNullable(members.get(name)).map(JsonTree::new) : Optional.empty();
    }

    /** Whether it is an object that has the key, also with null. */
    public boolean hasKey(String name) {
        return value instanceof Map<?, ?> members && members.containsKey(name);
    }

    /** The only key of an object that has one: {@code drop} in {@code {"drop": null}}; empty for anything else. */
    public Optional<String> onlyKey() {
        return value instanceof Map<?, ?> members && members.size() == 1
                ? Optional.of((String) members.keySet().iterator().next()) : Optional.empty();
    }

    /** The values of a list; of anything else just that. */
    public List<JsonTree> items() {
        return value instanceof List<?> list ? list.stream().map(JsonTree::new).toList() : List.of(this);
    }

    /** Whether it is a list. */
    public boolean isList() {
        return value instanceof List<?>;
    }

    /** Whether it is a string, a number or a boolean. */
    public boolean isScalar() {
        return !(value instanceof List<?>) && !(value instanceof Map<?, ?>) && value != null;
    }

    /** A string, number or boolean as text; an object or list as JSON. */
    public String text() {
        return value instanceof String text ? text : JsonWriter.compact(value);
    }

    @Override
    public String toString() {
        return JsonWriter.compact(value);
    }
}
