package io.hostport4j.nftables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of JSON, as nft writes it.
 *
 * @param value a {@code Map<String, JsonValue>}, a {@code List<JsonValue>}, a String, a Long, a Boolean, or "" for null
 */
record JsonValue(Object value) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonValue NULL = new JsonValue("");

    /** @throws UnreadableListingException when the text is no JSON */
    static JsonValue parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return read(parser);
        } catch (JsonProcessingException e) {
            throw new UnreadableListingException("is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be read", e);
        }
    }

    /** The member of an object; empty for what has none of that name. */
    Optional<JsonValue> member(String name) {
        return value instanceof Map<?, ?> members ? Optional.ofNullable((JsonValue) members.get(name)) : Optional.empty();
    }

    /** @throws UnreadableListingException when there is no such member */
    JsonValue get(String name) {
        return member(name).orElseThrow(() -> new UnreadableListingException("has no \"" + name + "\" in " + this));
    }

    /** What an object with exactly one member says: {@code {"drop": null}}; empty for anything else. */
    Optional<Map.Entry<String, JsonValue>> only() {
        return value instanceof Map<?, ?> members && members.size() == 1
                ? Optional.of(Map.entry((String) members.keySet().iterator().next(), (JsonValue) members.values().iterator().next()))
                : Optional.empty();
    }

    /** The values of an array; of anything else just that. */
    List<JsonValue> items() {
        if (!(value instanceof List<?> list)) {
            return List.of(this);
        }
        List<JsonValue> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add((JsonValue) item));
        return items;
    }

    /** Whether it is a string, a number, a boolean or null. */
    boolean isScalar() {
        return !(value instanceof List<?>) && !(value instanceof Map<?, ?>);
    }

    /** A string or number as text. */
    String text() {
        return value.toString();
    }

    /** @throws UnreadableListingException when it is no number, nor the text of one */
    long number() {
        try {
            return value instanceof Long number ? number : Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new UnreadableListingException("has \"" + this + "\" in the place of a number", e);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }

    private static JsonValue read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, read(parser));
            }
            return new JsonValue(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonValue> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser));
            }
            return new JsonValue(items);
        }
        if (token == null) {
            throw new UnreadableListingException("is empty");
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return new JsonValue(parser.getLongValue());
        }
        return token == JsonToken.VALUE_NULL ? NULL : new JsonValue(parser.getText());
    }
}
