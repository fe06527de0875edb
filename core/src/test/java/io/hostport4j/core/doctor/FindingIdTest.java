package io.hostport4j.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingIdTest {
    @Test
    void idsAreInKebabCase() {
        assertThat(FindingId.CAPABILITY_MISSING).hasToString("capability-missing");
    }

    @Test
    void eachIsExplainedAndNoOther() throws IOException {
        List<String> explained = Files.readAllLines(Path.of("..", "docs", "doctor.md")).stream()
                .filter(line -> line.startsWith("### ")).map(line -> line.substring("### ".length())).toList();

        assertThat(explained).containsExactlyInAnyOrderElementsOf(Arrays.stream(FindingId.values()).map(FindingId::text).toList());
    }
}
