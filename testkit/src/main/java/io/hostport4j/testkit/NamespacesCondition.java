package io.hostport4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Compares the network namespace of the running process with what {@code testkit/namespaced/bin/java} says it made. */
final class NamespacesCondition implements ExecutionCondition {

    private static final Path OWN_NETNS = Path.of("/proc/self/ns/net");

    private final Requirement requirement;
    private final String current;

    NamespacesCondition() {
        this(Requirement.ofThisProcess(), linkTarget(OWN_NETNS));
    }

    NamespacesCondition(Requirement requirement, String current) {
        this.requirement = requirement;
        this.current = current;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return evaluate(context.getDisplayName());
    }

    ConditionEvaluationResult evaluate(String test) {
        String refused = requirement.environment().get("HOSTPORT_TEST_NO_NAMESPACES");
        if (refused != null) {
            return requirement.unmet(test, "the system gave no namespaces (" + refused.strip()
                    + "); allow unprivileged user namespaces or run as root");
        }
        // The variables alone prove nothing, for a child in yet another namespace inherits them: the kernel's word must match.
        String made = requirement.environment().get("HOSTPORT_TEST_NETNS");
        String outer = requirement.environment().get("HOSTPORT_TEST_OUTER_NETNS");
        if (made == null || outer == null || !made.equals(current) || outer.equals(current)) {
            return requirement.unmet(test, "network namespace \"" + current + "\" was not made for this test JVM; "
                    + "start it with \"testkit/namespaced/bin/java\"");
        }
        return ConditionEvaluationResult.enabled("in network namespace " + current);
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
