package io.hostport4j.testkit.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.hostport4j.testkit.conformance.BackendConformance;
import io.hostport4j.testkit.conformance.Rule;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite finds every defect, and accuses nobody of what he did not do. */
class BrokenBackendsTest {
    static Stream<Class<?>> broken() {
        return Stream.of(BrokenReading.class, BrokenHolders.class, BrokenChanges.class, BrokenOwners.class, BrokenAtomicity.class,
                        BrokenStaleness.class, BrokenFaults.class, BrokenTidying.class, BrokenCapabilities.class, BrokenConditions.class,
                        BrokenFailures.class, BrokenLifetimes.class, BrokenProviders.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredClasses())).filter(BackendConformance.class::isAssignableFrom);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aDefectFailsTheOneRuleThatItBreaks(Class<? extends BackendConformance> broken) {
        SuiteRun run = SuiteRun.of(selectClass(broken));
        assertThat(run.failedRules()).as(run.toString()).containsExactly(broken.getAnnotation(Breaks.class).value());
        assertThat(run.started()).isEqualTo(suite().count());
    }

    @Test
    void everyRuleHasADefectThatBreaksIt() {
        Set<String> rules = suite().map(test -> test.getAnnotation(Rule.class).value()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> broken = broken().map(defect -> defect.getAnnotation(Breaks.class).value()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).isEqualTo(rules);
    }

    private static Stream<Method> suite() {
        return Arrays.stream(BackendConformance.class.getMethods()).filter(method -> method.isAnnotationPresent(Rule.class));
    }
}
