package io.hostport4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresNamespaces
@RequiresTools({"ip", "nsenter", "unshare"})
class DemoIT {
    private static final Path DISTRIBUTION = Path.of("target/hostport4j").toAbsolutePath();

    @Test
    void allHoldsAndThePageIsFetchedInAllWays() {
        Execution demo = demo(DISTRIBUTION);

        assertThat(demo.exitCode()).as(demo.stdout() + demo.stderr()).isZero();
        assertThat(demo.stdout()).doesNotContain("✗").contains("checks held");
        assertThat(demo.stdout().lines())
                .anySatisfy(line -> assertWay(line, "from outside", "hello 192.0.2.2"))
                .anySatisfy(line -> assertWay(line, "", "hello 2001:db8::2"))
                .anySatisfy(line -> assertWay(line, "from the node itself", "hello 192.0.2.1"))
                .anySatisfy(line -> assertWay(line, "", "hello 2001:db8::1"))
                .anySatisfy(line -> assertWay(line, "from localhost", "hello 10.88.0.1"))
                .anySatisfy(line -> assertWay(line, "from web to itself", "hello 10.88.0.1"))
                .anySatisfy(line -> assertWay(line, "from its neighbour", "hello 10.88.0.1"))
                .anySatisfy(line -> assertWay(line, "", "hello fd00:88::1"));
    }

    @Test
    void aPluginThatDoesNothingIsFoundOut(@TempDir Path home) throws IOException {
        copy(DISTRIBUTION.resolve("bin"), home.resolve("bin"));
        copy(DISTRIBUTION.resolve("lib"), home.resolve("lib"));
        Files.writeString(home.resolve("bin/portmap"), "#!/bin/sh\necho '{\"cniVersion\": \"1.1.0\"}'\n");

        Execution demo = demo(home);

        assertThat(demo.exitCode()).isEqualTo(1);
        assertThat(demo.stdout()).contains("✗ ADD", "✗ from outside", "✗ CHECK finds it gone", "checks failed");
    }

    private static void assertWay(String line, String name, String page) {
        assertThat(line).startsWith(String.format("  ✓ %-22s http://", name)).contains(":8080/ ").contains(" " + page + " ");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** The test JVM's JAVA_HOME is that of its wrapper. */
    private static Execution demo(Path home) {
        return new ProcessRun(List.of(home.resolve("bin/hostport").toString(), "demo"),
                Map.of("JAVA_HOME", System.getProperty("java.home")), "", Duration.ofMinutes(1)).execute();
    }
}
