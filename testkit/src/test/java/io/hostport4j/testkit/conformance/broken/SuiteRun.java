package io.hostport4j.testkit.conformance.broken;

import io.hostport4j.testkit.conformance.Rule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of the suite inside a test. */
final class SuiteRun implements TestExecutionListener {
    private final Map<String, Throwable> failures = new TreeMap<>();
    private final Set<String> failedRules = new TreeSet<>();
    private int started;

    private SuiteRun() {}

    static SuiteRun of(DiscoverySelector selector) {
        SuiteRun run = new SuiteRun();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selector).build(), run);
        return run;
    }

    /** The rules whose tests failed; what failed without a rule is among them by its name. */
    Set<String> failedRules() {
        return failedRules;
    }

    int started() {
        return started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            started++;
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.FAILED) {
            return;
        }
        result.getThrowable().ifPresent(failure -> failures.put(test.getDisplayName(), failure));
        failedRules.add(test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast)
                .map(source -> source.getJavaMethod().getAnnotation(Rule.class).value()).orElse(test.getDisplayName()));
    }

    @Override
    public String toString() {
        return failures.toString();
    }
}
