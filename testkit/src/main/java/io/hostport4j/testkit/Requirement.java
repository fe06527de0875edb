package io.hostport4j.testkit;

import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** What becomes of a test whose surroundings lack something: a failure when {@code CI=true}, else a skip that prints its reason. */
record Requirement(Map<String, String> environment, PrintStream out) {

    static Requirement ofThisProcess() {
        return new Requirement(System.getenv(), System.err);
    }

    ConditionEvaluationResult unmet(String test, String reason) {
        if ("true".equals(environment.get("CI"))) {
            throw new IllegalStateException(reason);
        }
        out.println("skipped: " + test + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
