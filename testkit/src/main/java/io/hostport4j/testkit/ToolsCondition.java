package io.hostport4j.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks the programs of {@link RequiresTools} up in {@code PATH}. */
final class ToolsCondition implements ExecutionCondition {

    private final Requirement requirement;

    ToolsCondition() {
        this(Requirement.ofThisProcess());
    }

    ToolsCondition(Requirement requirement) {
        this.requirement = requirement;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> tools = AnnotationSupport.findRepeatableAnnotations(context.getElement(), RequiresTools.class).stream()
                .flatMap(required -> Arrays.stream(required.value()))
                .toList();
        return evaluate(context.getDisplayName(), tools);
    }

    ConditionEvaluationResult evaluate(String test, List<String> tools) {
        List<String> missing = tools.stream().filter(tool -> !isInstalled(tool)).toList();
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("found " + tools)
                : requirement.unmet(test, "not installed: " + String.join(", ", missing) + "; \"./verify\" installs them as root");
    }

    private boolean isInstalled(String tool) {
        return folders().anyMatch(folder -> Files.isExecutable(folder.resolve(tool)));
    }

    private Stream<Path> folders() {
        return Arrays.stream(requirement.environment().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }
}
