package io.hostport4j.examples.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.LauncherTools;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The plugin needs no program of the node but a shell, its four tools and Java, and starts no process of its own. */
@RequiresNamespaces
@RequiresTools("nft")
class NoToolsIT {

    /** With this no JVM starts processes: an unknown mechanism is an error at the first of them. */
    private static final String NO_PROCESSES = "-Djdk.lang.Process.launchMechanism=NONE";

    private static final PortMapInput INPUT = PortMapInput.of("""
            [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp"}, {"hostPort": 8080, "containerPort": 80, "protocol": "udp"}]""",
            "10.88.0.2/24", "fd00:88::2/64");

    @TempDir
    private Path folder;

    @AfterEach
    void clearNode() {
        NodeState.clear();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "newer JDKs look at the launch mechanism for System.getenv too")
    void addCheckAndDelStartNoProcess() throws IOException {
        assertThat(call("ADD").stdout()).contains("10.88.0.2/24");
        assertThat(NodeState.ruleset()).contains("8080");
        call("CHECK");
        call("DEL");
        assertThat(NodeState.ruleset()).isEmpty();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "newer JDKs look at the launch mechanism for System.getenv too")
    void aJvmThatMustNotStartProcessesSaysSoAtTheFirst() {
        Path java = Jdk.ofThisJvm().home().resolve("bin/java");
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        Execution execution = ProcessRun.of(java.toString(), NO_PROCESSES, "-cp", classes, ProcessStarter.class.getName()).execute();
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stderr()).contains("NONE");
    }

    /** What {@link #addCheckAndDelStartNoProcess} would notice. */
    static final class ProcessStarter {
        private ProcessStarter() {
        }

        public static void main(String[] arguments) throws IOException {
            new ProcessBuilder("/bin/true").start();
        }
    }

    private Execution call(String command) throws IOException {
        return PortMapCall.of(command, "pod")
                .with("PATH", LauncherTools.in(folder).folder().toString())
                .with("JDK_JAVA_OPTIONS", NO_PROCESSES)
                .execute(INPUT).orThrow();
    }
}
