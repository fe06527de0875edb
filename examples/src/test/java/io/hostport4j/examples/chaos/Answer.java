package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a call of the plugin gave back. */
record Answer(int exitCode, String stdout, String stderr) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    boolean isSuccess() {
        return exitCode == 0;
    }

    /** The code of an error; 0 when there is none. */
    int code() {
        return isSuccess() ? 0 : json().path("code").asInt();
    }

    /** @throws AssertionError when it is not one JSON document */
    JsonNode json() {
        try {
            return JSON.readTree(stdout);
        } catch (JsonProcessingException e) {
            throw new AssertionError("stdout is not one JSON document: " + stdout, e);
        }
    }
}
