package io.hostport4j.testkit.cni;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON objects from text and back. */
final class Json {

    private final ObjectMapper mapper = new ObjectMapper();

    ObjectNode object(String text) {
        try {
            if (mapper.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: \"" + text + "\"", e);
        }
        throw new IllegalArgumentException("not a JSON object: \"" + text + "\"");
    }
}
