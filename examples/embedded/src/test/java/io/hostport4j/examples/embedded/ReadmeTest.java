package io.hostport4j.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path SOURCE = Path.of("src/main/java/io/hostport4j/examples/embedded/Embedded.java");
    private static final Path README = Path.of("../../README.md");

    @Test
    void showsTheProgramAsItIs() throws IOException {
        String program = Files.readString(SOURCE);
        assertThat(Files.readString(README)).contains(program.substring(program.indexOf("public final class")));
    }
}
