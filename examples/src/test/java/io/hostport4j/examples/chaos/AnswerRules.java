package io.hostport4j.examples.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** What every answer of a plugin is like (CNI specification 1.1.0, sections 2 and 5). */
final class AnswerRules {
    /** Those of the specification that the plugin uses, its own from 100 on, and 999 for what the node refused. */
    private static final Set<Integer> CODES = Set.of(1, 2, 4, 5, 6, 7, 8, 11, 50, 51, 100, 101, 102, 999);
    private static final String VERSION = "\\d+\\.\\d+\\.\\d+";

    private AnswerRules() {}

    /** @return what is wrong with an answer, in few words */
    static Optional<String> fault(Request request, Answer answer) {
        try {
            return switch (answer.exitCode()) {
                case 0 -> faultOfSuccess(request, answer);
                case 1 -> faultOfError(answer);
                default -> Optional.of("an exit code that is neither 0 nor 1");
            };
        } catch (AssertionError e) {
            return Optional.of("no JSON");
        }
    }

    private static Optional<String> faultOfSuccess(Request request, Answer answer) {
        String command = request.environment().getOrDefault("CNI_COMMAND", "");
        if (!command.equals("ADD") && !command.equals("VERSION")) {
            return unless(answer.stdout().isEmpty(), "an answer where there is none to give");
        }
        JsonNode json = answer.json();
        boolean result = json.isObject() && json.path("cniVersion").asText().matches(VERSION) && !json.has("code");
        return unless(result && (command.equals("ADD") || json.path("supportedVersions").size() > 0), "no result");
    }

    private static Optional<String> faultOfError(Answer answer) {
        JsonNode json = answer.json();
        String text = json.path("msg").asText() + json.path("details").asText();
        return unless(json.isObject() && json.path("cniVersion").asText().matches(VERSION), "an error without a version")
                .or(() -> unless(json.path("code").isInt() && CODES.contains(json.path("code").asInt()), "no documented code"))
                .or(() -> unless(json.path("msg").isTextual() && !json.path("msg").asText().isBlank(), "no message"))
                .or(() -> unless(!text.matches("(?s).*(Exception|\\bjava\\.|\\bio\\.hostport4j|\\tat |goroutine ).*")
                        && !answer.stderr().contains("\tat ") && !answer.stderr().contains("goroutine "), "a stack trace"));
    }

    private static Optional<String> unless(boolean holds, String fault) {
        return holds ? Optional.empty() : Optional.of(fault);
    }
}
