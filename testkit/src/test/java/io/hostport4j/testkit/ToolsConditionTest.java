package io.hostport4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsConditionTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void installOneTool() throws IOException {
        Files.createFile(folder.resolve("nft"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void runsWhereEveryToolIsInPath() {
        assertThat(condition(Map.of("PATH", "/nonexistent:" + folder)).evaluate("a test", List.of("nft")).isDisabled()).isFalse();
    }

    @Test
    void findsAToolByItsAbsolutePath() {
        assertThat(condition(Map.of("PATH", "/nonexistent")).evaluate("a test", List.of(folder + "/nft")).isDisabled()).isFalse();
    }

    @Test
    void skipsWithTheNamesOfWhatIsMissing() {
        assertThat(condition(Map.of("PATH", folder.toString())).evaluate("a test", List.of("nft", "conntrack")).isDisabled()).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("skipped: a test: not installed: conntrack;");
    }

    @Test
    void failsInsteadOfSkippingOnCi() {
        ToolsCondition condition = condition(Map.of("PATH", folder.toString(), "CI", "true"));
        assertThatThrownBy(() -> condition.evaluate("a test", List.of("conntrack"))).hasMessageContaining("conntrack");
    }

    private ToolsCondition condition(Map<String, String> environment) {
        return new ToolsCondition(new Requirement(environment, new PrintStream(printed, true, StandardCharsets.UTF_8)));
    }
}
