package io.hostport4j.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/hostport4j/examples/embedded");
    private static final Path ROOT = Path.of("../..");

    @ParameterizedTest
    @CsvSource({"README.md, Embedded.java", "docs/cni.md, EmbeddedRuntime.java"})
    void thePageShowsTheProgramAsItIs(String page, String source) throws IOException {
        String program = Files.readString(SOURCES.resolve(source));
        assertThat(Files.readString(ROOT.resolve(page))).contains(program.substring(program.indexOf("public final class")));
    }
}
