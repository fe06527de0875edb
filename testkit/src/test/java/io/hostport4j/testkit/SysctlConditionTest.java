package io.hostport4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SysctlConditionTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void runsWhereTheKernelHasTheSetting() {
        assertThat(condition(Map.of()).evaluate("a test", "kernel/ostype").isDisabled()).isFalse();
    }

    @Test
    void skipsWithTheNameOfTheMissingSetting() {
        assertThat(condition(Map.of()).evaluate("a test", "net/no/such").isDisabled()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("skipped: a test: the kernel has no setting \"net/no/such\"");
    }

    @Test
    void failsInsteadOfSkippingOnCi() {
        SysctlCondition condition = condition(Map.of("CI", "true"));
        assertThatThrownBy(() -> condition.evaluate("a test", "net/no/such")).hasMessageContaining("net/no/such");
    }

    private SysctlCondition condition(Map<String, String> environment) {
        return new SysctlCondition(new Requirement(environment, new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }
}
