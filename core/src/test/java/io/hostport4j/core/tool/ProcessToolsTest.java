package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessToolsTest {
    private final Tools tools = new ProcessTools("/bin:/usr/bin", Duration.ofSeconds(20));

    @Test
    void aToolReadsItsInputAndItsOutputComesBack() {
        assertThat(tools.run(List.of("cat"), "Grüße\n")).isEqualTo(new ToolResult(0, "Grüße\n", ""));
    }

    @Test
    void aFailureIsItsStatusAndItsWords() {
        ToolResult result = tools.run(List.of("sh", "-c", "echo half; echo 'no such chain' >&2; exit 3"), "");
        assertThat(result).isEqualTo(new ToolResult(3, "half\n", "no such chain"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void muchInputAndMuchOutputDoNotBlockOneAnother() {
        String much = "0123456789abcde\n".repeat(100_000);
        assertThat(tools.run(List.of("cat"), much).output()).isEqualTo(much);
    }

    @Test
    void aToolThatDoesNotReadItsInputIsNoError() {
        assertThat(tools.run(List.of("true"), "x".repeat(1_000_000)).succeeded()).isTrue();
    }

    @Test
    void aToolThatTakesTooLongIsEndedAndNamed() {
        Tools impatient = new ProcessTools("/bin:/usr/bin", Duration.ofMillis(50));
        assertThatThrownBy(() -> impatient.run(List.of("sleep", "600"), "")).isInstanceOf(BackendFailedException.class)
                .hasMessage("sleep 600 was not done within 50 ms and was ended");
    }

    @Test
    void aToolThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> tools.run(List.of("/nonexistent/nft"), "")).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining("start /nonexistent/nft");
    }

    @Test
    void messagesAreInOneLanguage() {
        assertThat(tools.run(List.of("sh", "-c", "echo $LC_ALL"), "").output()).isEqualTo("C\n");
    }

    @Test
    void findsProgramsInTheOrderOfThePath(@TempDir Path first, @TempDir Path second) throws IOException {
        program(second.resolve("tool"), "rwxr-xr-x");
        program(first.resolve("tool"), "rw-r--r--");
        Tools there = new ProcessTools(first + ":" + second, Duration.ofSeconds(1));
        assertThat(there.find("tool")).contains(second.resolve("tool"));
        assertThat(there.find("no-such-tool")).isEmpty();
    }

    @Test
    void findsAdministratorsProgramsAlsoWithAShortPath() {
        assertThat(new ProcessTools("", Duration.ofSeconds(1)).find("sh")).isPresent();
    }

    private static void program(Path file, String permissions) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
}
