package io.hostport4j.cni.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Puts a {@link JsonObject} together; keys appear in the order they were first put, a key put twice has the later value. */
public final class JsonObjectBuilder {

    private final Map<String, Object> members;

    JsonObjectBuilder(Map<String, Object> members) {
        this.members = new LinkedHashMap<>(members);
    }

    /** Puts a string. */
    public JsonObjectBuilder put(String key, String value) {
        return member(key, Objects.requireNonNull(value, key));
    }

    /** Puts an integer. */
    public JsonObjectBuilder put(String key, int value) {
        return member(key, JsonNumber.of(value));
    }

    /** Puts an object. */
    public JsonObjectBuilder put(String key, JsonObject value) {
        return member(key, value.members());
    }

    /** Puts a string, or nothing. */
    public JsonObjectBuilder put(String key, Optional<String> value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    /** Puts an integer, or nothing. */
    public JsonObjectBuilder put(String key, OptionalInt value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    /** Puts an integer, or nothing. */
    public JsonObjectBuilder put(String key, OptionalLong value) {
        value.ifPresent(present -> member(key, JsonNumber.of(present)));
        return this;
    }

    /** Puts {@code true} or {@code false}. */
    public JsonObjectBuilder putBool(String key, boolean value) {
        return member(key, value);
    }

    /** Puts a list of strings, which may be empty. */
    public JsonObjectBuilder putStrings(String key, List<String> values) {
        return member(key, List.copyOf(values));
    }

    /** Puts a list of objects, which may be empty. */
    public JsonObjectBuilder putObjects(String key, List<JsonObject> values) {
        return member(key, values.stream().map(JsonObject::members).toList());
    }

    /** Puts a list of lists of strings, each of which may be empty. */
    public JsonObjectBuilder putStringLists(String key, List<List<String>> values) {
        return member(key, values.stream().map(List::copyOf).toList());
    }

    /** Puts what the key has in another object, whatever its type, or nothing. */
    public JsonObjectBuilder copy(String key, JsonObject from) {
        Object value = from.find(key);
        return value == null ? this : member(key, value);
    }

    /**
     * Takes away keys that differ from this one in upper and lower case only: of such keys the last one counts for Go's decoder, the
     * exact one for others.
     */
    public JsonObjectBuilder removeOtherCases(String key) {
        members.keySet().removeIf(other -> other.equalsIgnoreCase(key) && !other.equals(key));
        return this;
    }

    /** The object with what was put so far. */
    public JsonObject build() {
        return JsonObject.root(new LinkedHashMap<>(members));
    }

    private JsonObjectBuilder member(String key, Object value) {
        members.put(Objects.requireNonNull(key, "key"), value);
        return this;
    }
}
