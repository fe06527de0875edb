package io.hostport4j.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks the setting of {@link RequiresSysctl} up in {@code /proc/sys}. */
final class SysctlCondition implements ExecutionCondition {

    private final Requirement requirement;

    SysctlCondition() {
        this(Requirement.ofThisProcess());
    }

    SysctlCondition(Requirement requirement) {
        this.requirement = requirement;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresSysctl.class)
                .map(required -> evaluate(context.getDisplayName(), required.value()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("no setting required"));
    }

    ConditionEvaluationResult evaluate(String test, String setting) {
        return Files.exists(Path.of("/proc/sys", setting))
                ? ConditionEvaluationResult.enabled("the kernel has " + setting)
                : requirement.unmet(test, "the kernel has no setting \"" + setting + "\"; load the module that brings it");
    }
}
