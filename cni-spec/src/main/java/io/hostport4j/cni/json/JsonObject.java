package io.hostport4j.cni.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * An immutable JSON object that is read by key and type.
 *
 * <p>Keys are found as Go's decoder finds them: the exact key first, else the last one that differs in case only. A JSON null
 * counts as absent. A value of the wrong type is a {@link JsonException} such as
 * {@code runtimeConfig.portMappings[0].hostPort: "eighty" is not an integer}. Nothing is checked before it is asked for.
 */
public final class JsonObject {

    /** The size of the largest document that is parsed, in bytes (8 MiB). */
    public static final int SIZE_LIMIT = 8 * 1024 * 1024;

    /** The number of objects and lists that may be open at one point of a document (1000). */
    public static final int NESTING_LIMIT = 1000;

    private static final int QUOTED_VALUE_LENGTH = 100;

    private final Map<String, Object> members;
    private final String path;

    private JsonObject(Map<String, Object> members, String path) {
        this.members = members;
        this.path = path;
    }

    static JsonObject root(Map<String, Object> members) {
        return new JsonObject(Collections.unmodifiableMap(members), "");
    }

    /**
     * Parses a whole document; of a key that appears twice the last one counts.
     *
     * @param utf8 the document in UTF-8, at most {@link #SIZE_LIMIT} bytes
     * @throws JsonException when it is too large, nests deeper than {@link #NESTING_LIMIT}, is not UTF-8, not JSON, not an
     *     object, or is followed by more text
     */
    public static JsonObject parse(byte[] utf8) {
        return root(JsonReader.readObject(utf8));
    }

    /**
     * Parses a whole document.
     *
     * @throws JsonException as {@link #parse(byte[])}
     */
    public static JsonObject parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The object without members. */
    public static JsonObject empty() {
        return root(Map.of());
    }

    /** A builder without members. */
    public static JsonObjectBuilder builder() {
        return new JsonObjectBuilder(Map.of());
    }

    /** A builder that starts with this object's members. */
    public JsonObjectBuilder toBuilder() {
        return new JsonObjectBuilder(members);
    }

    /** The keys as written, in the order of the document. */
    public Set<String> keys() {
        return members.keySet();
    }

    /** Whether the key has a value other than null. */
    public boolean has(String key) {
        return find(key) != null;
    }

    /** Whether the key has something to say: a value other than null and the empty string, list or object. */
    public boolean hasContent(String key) {
        Object value = find(key);
        boolean empty = value instanceof String text && text.isEmpty()
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> object && object.isEmpty();
        return value != null && !empty;
    }

    /** The path of a key from the document's root, as error messages name it: {@code runtimeConfig.portMappings[0].hostPort}. */
    public String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * The string, empty when absent.
     *
     * @throws JsonException when it is no string
     */
    public Optional<String> optionalString(String key) {
        return Optional.ofNullable(find(key)).map(value -> asString(value, pathOf(key)));
    }

    /**
     * The string.
     *
     * @throws JsonException when it is absent or no string
     */
    public String requiredString(String key) {
        return optionalString(key).orElseThrow(() -> new JsonException(pathOf(key) + ": missing"));
    }

    /**
     * What a parser makes of the string, empty when the key is absent.
     *
     * @param parser throws IllegalArgumentException for a text it refuses, with a message that quotes the text
     * @throws JsonException when the value is no string, or the parser refuses it; has the parser's message behind the path
     */
    public <T> Optional<T> optionalParsed(String key, Function<String, T> parser) {
        return optionalString(key).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new JsonException(pathOf(key) + ": " + e.getMessage(), e);
            }
        });
    }

    /**
     * The boolean, empty when absent.
     *
     * @throws JsonException when it is neither true nor false; the strings of these names are neither
     */
    public Optional<Boolean> optionalBool(String key) {
        Object value = find(key);
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        throw wrongType(pathOf(key), value, "true or false");
    }

    /**
     * The boolean, empty when absent; the strings {@code true} and {@code false} in any case count too, as for libcni's switches.
     *
     * @throws JsonException when it is anything else
     */
    public Optional<Boolean> optionalSwitch(String key) {
        Object value = find(key);
        if (value instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Optional.of(Boolean.valueOf(text));
        }
        return optionalBool(key);
    }

    /**
     * The integer, empty when absent.
     *
     * @throws JsonException when it is no number, has a fraction or an exponent, or does not fit an int
     */
    public OptionalInt optionalInt(String key) {
        Object value = find(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!(value instanceof JsonNumber number)) {
            throw wrongType(pathOf(key), value, "an integer");
        }
        OptionalInt integer = number.toInt();
        if (integer.isEmpty()) {
            throw wrongType(pathOf(key), value, "an integer between -2147483648 and 2147483647");
        }
        return integer;
    }

    /**
     * The object, empty when absent; it remembers its path.
     *
     * @throws JsonException when it is no object
     */
    public Optional<JsonObject> optionalObject(String key) {
        return Optional.ofNullable(find(key)).map(value -> asObject(value, pathOf(key)));
    }

    /**
     * The strings of a list, none when it is absent; {@link #has} tells absent from empty.
     *
     * @throws JsonException when it is no list, or an element is null or no string
     */
    public List<String> strings(String key) {
        return list(key, JsonObject::asString);
    }

    /**
     * The lists of strings in a list, none when it is absent.
     *
     * @throws JsonException when it is no list of lists of strings
     */
    public List<List<String>> stringLists(String key) {
        return list(key, (value, elementPath) -> elements(value, elementPath, JsonObject::asString));
    }

    /**
     * The objects of a list, none when it is absent; {@link #has} tells absent from empty.
     *
     * @throws JsonException when it is no list, or an element is null or no object
     */
    public List<JsonObject> objects(String key) {
        return list(key, JsonObject::asObject);
    }

    /** The object over several lines, indented by four spaces, without a newline at the end. */
    public String toIndentedString() {
        return JsonWriter.indented(members);
    }

    /** The object on one line. */
    @Override
    public String toString() {
        return JsonWriter.compact(members);
    }

    /** Whether the members are the same, whatever their order and wherever the objects were found. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    Map<String, Object> members() {
        return members;
    }

    Object find(String key) {
        Object found = members.get(key);
        if (found != null) {
            return found;
        }
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (member.getValue() != null && member.getKey().equalsIgnoreCase(key)) {
                found = member.getValue();
            }
        }
        return found;
    }

    private interface Element<T> {
        T read(Object value, String path);
    }

    private <T> List<T> list(String key, Element<T> element) {
        Object value = find(key);
        return value == null ? List.of() : elements(value, pathOf(key), element);
    }

    private static <T> List<T> elements(Object value, String path, Element<T> element) {
        if (!(value instanceof List<?> values)) {
            throw wrongType(path, value, "a list");
        }
        List<T> read = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            read.add(element.read(values.get(i), path + "[" + i + "]"));
        }
        return Collections.unmodifiableList(read);
    }

    private static String asString(Object value, String path) {
        if (value instanceof String text) {
            return text;
        }
        throw wrongType(path, value, "a string");
    }

    @SuppressWarnings("unchecked")
    private static JsonObject asObject(Object value, String path) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject((Map<String, Object>) members, path);
        }
        throw wrongType(path, value, "an object");
    }

    private static JsonException wrongType(String path, Object value, String expected) {
        String text = JsonWriter.compact(value);
        String quoted = text.length() <= QUOTED_VALUE_LENGTH ? text : text.substring(0, QUOTED_VALUE_LENGTH) + "...";
        return new JsonException(path + ": " + quoted + " is not " + expected);
    }
}
