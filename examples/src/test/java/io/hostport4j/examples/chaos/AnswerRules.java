package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What every answer of the plugin is like (CNI specification 1.1.0, sections 2 and 5). */
final class AnswerRules {
    /** Those of the specification that the plugin uses, its own from 100 on, and 999 for what the node refused. */
    private static final Set<Integer> CODES = Set.of(1, 2, 4, 5, 6, 7, 8, 11, 50, 100, 101, 102, 999);
    private static final String VERSION = "\\d+\\.\\d+\\.\\d+";

    private AnswerRules() {}

    /** @throws AssertionError with the request in it when the answer is not as it has to be */
    static void check(Request request, Answer answer) {
        switch (answer.exitCode()) {
            case 0 -> checkSuccess(request, answer);
            case 1 -> checkError(request, answer);
            default -> throw broken("exit code", request, answer);
        }
    }

    private static void checkSuccess(Request request, Answer answer) {
        String command = request.environment().getOrDefault("CNI_COMMAND", "");
        if (!command.equals("ADD") && !command.equals("VERSION")) {
            require(answer.stdout().isEmpty(), "nothing to say", request, answer);
            return;
        }
        JsonNode json = answer.json();
        require(json.isObject() && json.path("cniVersion").asText().matches(VERSION) && !json.has("code"), "a result", request, answer);
        require(command.equals("ADD") || json.path("supportedVersions").size() > 0, "versions", request, answer);
    }

    private static void checkError(Request request, Answer answer) {
        JsonNode json = answer.json();
        require(json.isObject() && json.path("cniVersion").asText().matches(VERSION), "a version", request, answer);
        require(json.path("code").isInt() && CODES.contains(json.path("code").asInt()), "a documented code", request, answer);
        require(json.path("msg").isTextual() && !json.path("msg").asText().isBlank(), "a message", request, answer);
        String text = json.path("msg").asText() + json.path("details").asText();
        require(!text.matches("(?s).*(Exception|\\bjava\\.|\\bio\\.hostport4j|\\tat ).*"), "words for people", request, answer);
        require(!answer.stderr().contains("\tat "), "no stack trace", request, answer);
    }

    private static void require(boolean holds, String what, Request request, Answer answer) {
        if (!holds) {
            throw broken(what, request, answer);
        }
    }

    private static AssertionError broken(String what, Request request, Answer answer) {
        return new AssertionError(what + " expected: " + answer + "\n" + request);
    }
}
