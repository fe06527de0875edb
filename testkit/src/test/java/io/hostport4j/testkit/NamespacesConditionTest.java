package io.hostport4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespacesConditionTest {

    private static final Map<String, String> WRAPPED = Map.of("HOSTPORT_TEST_NETNS", "net:[2]", "HOSTPORT_TEST_OUTER_NETNS", "net:[1]");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runsInTheNamespaceThatTheWrapperMade() {
        assertThat(condition(WRAPPED, "net:[2]").evaluate("a test").isDisabled()).isFalse();
    }

    @Test
    void skipsInTheMachinesOwnNamespace() {
        assertThat(condition(WRAPPED, "net:[1]").evaluate("a test").isDisabled()).isTrue();
    }

    @Test
    void skipsWithoutTheWrapperAndPrintsWhy() {
        assertThat(condition(Map.of(), "net:[1]").evaluate("a test").isDisabled()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("skipped: a test: network namespace \"net:[1]\" was not made");
    }

    @Test
    void skipsWhereTheWrapperMadeNothing() {
        Map<String, String> unwrapped = Map.of("HOSTPORT_TEST_NETNS", "net:[1]", "HOSTPORT_TEST_OUTER_NETNS", "net:[1]");
        assertThat(condition(unwrapped, "net:[1]").evaluate("a test").isDisabled()).isTrue();
    }

    @Test
    void namesTheReasonOfASystemThatRefuses() {
        Map<String, String> refused = Map.of("HOSTPORT_TEST_NO_NAMESPACES", "unshare failed: not permitted");
        assertThat(condition(refused, "net:[1]").evaluate("a test").getReason()).hasValueSatisfying(
                reason -> assertThat(reason).contains("unshare failed: not permitted"));
    }

    @Test
    void failsInsteadOfSkippingOnCi() {
        NamespacesCondition condition = condition(Map.of("CI", "true"), "net:[1]");
        assertThatThrownBy(() -> condition.evaluate("a test")).hasMessageContaining("testkit/namespaced/bin/java");
    }

    private NamespacesCondition condition(Map<String, String> environment, String current) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new NamespacesCondition(new Requirement(environment, out), new Isolation(environment, current));
    }
}
