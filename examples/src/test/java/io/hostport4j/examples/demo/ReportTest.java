package io.hostport4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ReportTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), Ansi.OFF);

    @Test
    void whatCameBackAsWantedHeld() {
        report.check("from outside", "http://192.0.2.1:8080/", "hello", "hello", outcome("hello", ""));

        assertThat(report.end()).isTrue();
        assertThat(printed()).contains("✓ from outside", "http://192.0.2.1:8080/", "7 ms", "✓ all 1 checks held");
    }

    @Test
    void whatCameBackOtherwiseFailedAndIsShown() {
        report.check("from outside", "http://192.0.2.1:8080/", "hullo", "hello", outcome("hullo", "said on stderr"));

        assertThat(report.end()).isFalse();
        assertThat(printed()).contains("✗ from outside", "hullo", "wanted: hello", "said on stderr", "✗ 1 of 1 checks failed");
    }

    @Test
    void anAnswerOtherThanWantedFailed() {
        report.check("the kernel", "table inet hostport", () -> "there", "not there");

        assertThat(report.end()).isFalse();
        assertThat(printed()).contains("✗ the kernel", "there", "wanted: not there");
    }

    @Test
    void aPrintedTextHeldWhenAllPartsAreInIt() {
        report.checkPrinted("list", "hostport list", outcome("tcp 10.88.0.2:80\ntcp [fd00:88::2]:80\n", ""), "exit 0",
                List.of("10.88.0.2:80", "[fd00:88::2]:80"));

        assertThat(report.end()).isTrue();
        assertThat(printed()).contains("    tcp 10.88.0.2:80\n    tcp [fd00:88::2]:80\n");
    }

    @Test
    void aPrintedTextFailedWhenAPartIsNotInIt() {
        report.checkPrinted("list", "hostport list", outcome("tcp 10.88.0.2:80\n", ""), "exit 0",
                List.of("10.88.0.2:80", "[fd00:88::2]:80"));

        assertThat(report.end()).isFalse();
    }

    @Test
    void aPrintedTextFailedWhenTheProgramEndedOtherwise() {
        report.checkPrinted("CHECK", "portmap", outcome("missing 8080", ""), "exit 1", List.of("8080"));

        assertThat(report.end()).isFalse();
    }

    @Test
    void aFailureFailsEvenIfAllChecksHeld() {
        report.check("from outside", "http://192.0.2.1:8080/", "hello", "hello", outcome("hello", ""));
        report.failure("the web server did not start");

        assertThat(report.end()).isFalse();
        assertThat(printed()).contains("✗ the web server did not start", "✗ 1 of 2 checks failed");
    }

    @Test
    void longLinesAreWrappedAtSpaces() {
        report.text(List.of("word ".repeat(30).strip()));

        assertThat(printed().lines()).hasSize(2).allSatisfy(line -> assertThat(line).hasSizeLessThan(110).endsWith("word"));
    }

    @Test
    void aTerminalGetsColours() {
        Report colourful = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8), Ansi.ON);

        colourful.check("from outside", "http://192.0.2.1:8080/", "hello", "hello", outcome("hello", ""));

        assertThat(printed()).contains("\u001B[32m✓");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Outcome outcome(String stdout, String stderr) {
        return new Outcome(0, stdout, stderr, Duration.ofMillis(7));
    }
}
