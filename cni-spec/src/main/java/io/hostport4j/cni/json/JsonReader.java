package io.hostport4j.cni.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON document into maps, lists, strings, booleans, {@link JsonNumber}s and nulls.
 *
 * <p>Only the streaming half of Jackson is used: loading its object mapper costs a cold JVM over 100 ms, more than all the
 * rest of a plugin call, and a plugin is a cold JVM every time.
 */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonObject.NESTING_LIMIT + 1)
                    .maxStringLength(JsonObject.SIZE_LIMIT)
                    .maxNameLength(JsonObject.SIZE_LIMIT)
                    .build())
            // Interned and cached keys pay off over many documents only.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private int depth;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    static Map<String, Object> readObject(byte[] utf8) {
        if (utf8.length > JsonObject.SIZE_LIMIT) {
            throw new JsonException("the document is larger than " + JsonObject.SIZE_LIMIT + " bytes");
        }
        // Decoded here and not by Jackson, which would guess UTF-16 or UTF-32 from binary noise.
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("the document is not UTF-8 text", e);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser).document();
        } catch (StreamConstraintsException e) {
            throw new JsonException("a number in the document is too long", e);
        } catch (JsonEOFException e) {
            throw endedTooEarly(e);
        } catch (JsonProcessingException e) {
            throw new JsonException("not valid JSON at " + place(e.getLocation()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private Map<String, Object> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw endedTooEarly(null);
        }
        if (first != JsonToken.START_OBJECT) {
            throw new JsonException("the document is not a JSON object");
        }
        Map<String, Object> object = object();
        if (parser.nextToken() != null) {
            throw new JsonException("unexpected text after the JSON object at " + place(parser.currentTokenLocation()));
        }
        return object;
    }

    private Map<String, Object> object() throws IOException {
        descend();
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            members.put(key, value());
        }
        depth--;
        return Collections.unmodifiableMap(members);
    }

    private List<Object> array() throws IOException {
        descend();
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        depth--;
        return Collections.unmodifiableList(elements);
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value starts with " + parser.currentToken());
        };
    }

    private void descend() {
        if (++depth > JsonObject.NESTING_LIMIT) {
            throw new JsonException("the document nests deeper than " + JsonObject.NESTING_LIMIT + " levels");
        }
    }

    private static JsonException endedTooEarly(Throwable cause) {
        return new JsonException("unexpected end of JSON input", cause);
    }

    private static String place(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
