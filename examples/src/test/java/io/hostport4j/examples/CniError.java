package io.hostport4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostport4j.testkit.Execution;

/**
 * The error of a failed call (CNI specification 1.1.0, section 5, "Error").
 *
 * @param code not 0
 * @param msg not empty
 */
public record CniError(int code, String msg) {

    /** Makes sure that a plugin failed as it should: exit code 1, one error on stdout and nothing else, no stack trace. */
    public static CniError of(Execution execution) {
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stderr()).doesNotContain("Exception").doesNotContain("\tat ");
        JsonNode json = onlyDocument(execution.stdout());
        assertThat(json.path("cniVersion").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(json.path("code").isInt()).isTrue();
        assertThat(json.path("msg").asText()).isNotBlank();
        return new CniError(json.path("code").asInt(), json.path("msg").asText());
    }

    private static JsonNode onlyDocument(String text) {
        try {
            return new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("stdout is not one JSON document: " + text, e);
        }
    }
}
