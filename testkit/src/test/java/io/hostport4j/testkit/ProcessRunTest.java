package io.hostport4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessRunTest {

    @Test
    void bothOutputsAndTheExitStatusAreKept() {
        Execution execution = ProcessRun.of("sh", "-c", "echo out; echo err >&2; exit 3").execute();
        assertThat(execution.stdout()).isEqualTo("out\n");
        assertThat(execution.stderr()).isEqualTo("err\n");
        assertThat(execution.exitCode()).isEqualTo(3);
        assertThatThrownBy(execution::orThrow).hasMessageContaining("ended with 3").hasMessageContaining("err");
    }

    @Test
    void theProcessGetsItsInputAndVariables() {
        ProcessRun run = new ProcessRun(List.of("sh", "-c", "cat; echo $GREETED"), Map.of("GREETED", "world"), "hello ", Duration.ofMinutes(1));
        assertThat(run.execute().stdout()).isEqualTo("hello world\n");
    }

    @Test
    void aProcessThatDoesNotEndIsKilledWithItsChildren() {
        String child = "sleep 1000." + ProcessHandle.current().pid();
        ProcessRun run = new ProcessRun(List.of("sh", "-c", child + " & wait"), Map.of(), "", Duration.ofMillis(500));
        assertThatThrownBy(run::execute).isInstanceOf(IllegalStateException.class).hasMessageContaining("was killed after PT0.5S");
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith(child))
                .forEach(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ProcessRun.of("no-such-program").execute())
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("no-such-program");
    }
}
