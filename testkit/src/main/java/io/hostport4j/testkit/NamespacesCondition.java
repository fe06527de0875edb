package io.hostport4j.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets the tests of {@link RequiresNamespaces} run where {@link Isolation} misses nothing. */
final class NamespacesCondition implements ExecutionCondition {

    private final Requirement requirement;
    private final Isolation isolation;

    NamespacesCondition() {
        this(Requirement.ofThisProcess(), Isolation.ofThisProcess());
    }

    NamespacesCondition(Requirement requirement, Isolation isolation) {
        this.requirement = requirement;
        this.isolation = isolation;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(context.getDisplayName());
    }

    ConditionEvaluationResult evaluate(String test) {
        return isolation.missing()
                .map(reason -> requirement.unmet(test, reason))
                .orElseGet(() -> ConditionEvaluationResult.enabled("in network namespace " + isolation.currentNetns()));
    }
}
