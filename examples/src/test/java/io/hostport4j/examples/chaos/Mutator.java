package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes requests that are nearly valid: by one seed always the same. */
final class Mutator {
    private static final int DEEPEST = 1200;
    private static final int MOST_REPETITIONS = 300;
    private static final int USUAL_LENGTH = 100;
    private static final ObjectMapper WRITER = new ObjectMapper(JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(10 * DEEPEST).build()).build());

    private final long seed;
    private final Random random;
    private final Hostile hostile;

    Mutator(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.hostile = new Hostile(random);
    }

    /** @param backends those that the configuration may name */
    Request request(List<String> backends) {
        ValidRequest valid = new ValidRequest(random, backends);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(6) == 0) {
                changeVariable(valid.environment);
            } else {
                changeValue(valid.config);
            }
        }
        if (random.nextInt(6) == 0) {
            valid.config.set(random.nextBoolean() ? "conditionsV4" : "conditionsV6", hostile.conditions());
        }
        byte[] stdin = text(valid.config);
        return new Request(seed, Map.copyOf(valid.environment), random.nextInt(8) == 0 ? changeText(stdin) : stdin);
    }

    private void changeVariable(Map<String, String> environment) {
        List<String> names = environment.keySet().stream().sorted().toList();
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> environment.put("CNI_IFNAME", hostile.string());
            case 2 -> environment.remove(name);
            case 1 -> environment.put(List.of("CNI_ARGS", "CNI_NETNS_OVERRIDE").get(random.nextInt(2)), hostile.string());
            default -> environment.put(name, hostile.string());
        }
    }

    private void changeValue(ObjectNode config) {
        List<JsonNode> parents = new ArrayList<>();
        collect(config, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        if (parent instanceof ObjectNode object) {
            changeMember(object);
        } else {
            changeElement((ArrayNode) parent);
        }
    }

    private void changeMember(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? hostile.string() : names.get(random.nextInt(names.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : hostile.string(), hostile.value());
            case 2 -> object.set(name, nested(object.path(name)));
            default -> object.set(name, hostile.value());
        }
    }

    private void changeElement(ArrayNode array) {
        int index = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (random.nextInt(5)) {
            case 0 -> array.remove(index);
            case 1 -> array.insert(index, hostile.value());
            case 2 -> {
                JsonNode repeated = array.isEmpty() ? hostile.value() : array.get(index);
                for (int i = random.nextInt(1 + MOST_REPETITIONS / (1 + text(repeated).length / USUAL_LENGTH)); i > 0; i--) {
                    array.add(repeated.deepCopy());
                }
            }
            case 3 -> array.insert(index, nested(hostile.value()));
            default -> {
                if (!array.isEmpty()) {
                    array.set(index, hostile.value());
                }
            }
        }
    }

    private JsonNode nested(JsonNode inner) {
        JsonNode node = inner;
        for (int i = random.nextInt(4) > 0 ? 1 : random.nextInt(DEEPEST); i > 0; i--) {
            node = random.nextBoolean() ? JsonNodeFactory.instance.arrayNode().add(node) : JsonNodeFactory.instance.objectNode().set("x", node);
        }
        return node;
    }

    private byte[] changeText(byte[] text) {
        int at = random.nextInt(text.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(text, at);
            case 1 -> joined(text, text);
            case 2 -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, text);
            case 3 -> joined(Arrays.copyOf(text, at), new byte[] {(byte) random.nextInt(256)}, Arrays.copyOfRange(text, at, text.length));
            case 4 -> joined(Arrays.copyOf(text, at), Arrays.copyOfRange(text, at + 1, text.length));
            case 5 -> joined(utf8("{\"name\": \"" + (random.nextBoolean() ? "other" : "pods") + "\", \"cniVersion\": 7, "), Arrays.copyOfRange(text, 1, text.length));
            case 6 -> utf8(new String(text, StandardCharsets.UTF_8).replaceFirst("\\d{2,}", List.of("1e309", "-1e999999999", "0x50", "9".repeat(5000), "NaN", "080")
                    .get(random.nextInt(6))));
            default -> {
                byte[] changed = text.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
        };
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        // Deeper ones were made here, and to change them once more is no new case.
        if (node.isContainerNode() && parents.size() < 500) {
            parents.add(node);
            node.forEach(child -> collect(child, parents));
        }
    }

    private static byte[] text(JsonNode config) {
        try {
            return utf8(WRITER.writeValueAsString(config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
