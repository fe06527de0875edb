package io.hostport4j.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.core.spi.BackendFailedException;
import io.hostport4j.core.spi.Deadline;
import io.hostport4j.core.spi.OperationTime;
import io.hostport4j.core.spi.WaitEndedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessToolsTest {
    private final Tools tools = new ProcessTools("/bin:/usr/bin");
    private final OperationTime time = new OperationTime();

    @Test
    void aToolReadsItsInputAndItsOutputComesBack() {
        assertThat(tools.run(List.of("cat"), "Grüße\n", time.deadline())).isEqualTo(new ToolResult(0, "Grüße\n", ""));
    }

    @Test
    void aFailureIsItsStatusAndItsWords() {
        ToolResult result = tools.run(List.of("sh", "-c", "echo half; echo 'no such chain' >&2; exit 3"), "", time.deadline());
        assertThat(result).isEqualTo(new ToolResult(3, "half\n", "no such chain"));
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void muchInputAndMuchOutputDoNotBlockOneAnother() {
        String much = "0123456789abcde\n".repeat(100_000);
        assertThat(tools.run(List.of("cat"), much, time.deadline()).output()).isEqualTo(much);
    }

    @Test
    void aToolThatDoesNotReadItsInputIsNoError() {
        assertThat(tools.run(List.of("true"), "x".repeat(1_000_000), time.deadline()).succeeded()).isTrue();
    }

    @Test
    void aToolThatTakesTooLongIsEndedWithAllThatItStartedAndNamed(@TempDir Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        List<String> command = List.of("sh", "-c", "sleep 600 & echo $! > " + pid + "; wait");
        assertThatThrownBy(() -> tools.run(command, "x".repeat(1_000_000), afterwards(pid))).isInstanceOf(WaitEndedException.class)
                .hasMessage("the end of " + String.join(" ", command));
        awaitEnd(Files.readString(pid).strip());
    }

    @Test
    void whenThereIsNoTimeNothingIsStarted(@TempDir Path folder) {
        Deadline past = new Deadline(Instant.EPOCH, InstantSource.system());
        assertThatThrownBy(() -> tools.run(List.of("touch", folder.resolve("started").toString()), "", past)).isInstanceOf(WaitEndedException.class);
        assertThat(folder.resolve("started")).doesNotExist();
    }

    @Test
    void aToolThatSomebodyKillsHasNotRefusedAnything() {
        assertThatThrownBy(() -> tools.run(List.of("sh", "-c", "kill -9 $$"), "", time.deadline()))
                .isInstanceOfSatisfying(WaitEndedException.class, end -> assertThat(end.reason()).isEqualTo(WaitEndedException.Reason.TOOL_KILLED))
                .hasMessage("the end of sh -c kill -9 $$, which signal 9 ended");
    }

    @Test
    void anInterruptEndsTheToolAndStays(@TempDir Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        Thread waiting = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            awaitFile(pid);
            waiting.interrupt();
        });
        interrupter.start();
        assertThatThrownBy(() -> tools.run(List.of("sh", "-c", "echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600"), "",
                time.deadline())).isInstanceOfSatisfying(WaitEndedException.class,
                        end -> assertThat(end.reason()).isEqualTo(WaitEndedException.Reason.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
        awaitEnd(Files.readString(pid).strip());
    }

    @Test
    void aToolThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> tools.run(List.of("/nonexistent/nft"), "", time.deadline())).isInstanceOf(BackendFailedException.class)
                .hasMessageContaining("start /nonexistent/nft");
    }

    @Test
    void messagesAreInOneLanguage() {
        assertThat(tools.run(List.of("sh", "-c", "echo $LC_ALL"), "", time.deadline()).output()).isEqualTo("C\n");
    }

    @Test
    void findsProgramsInTheOrderOfThePath(@TempDir Path first, @TempDir Path second) throws IOException {
        program(second.resolve("tool"), "rwxr-xr-x");
        program(first.resolve("tool"), "rw-r--r--");
        Tools there = new ProcessTools(first + ":" + second);
        assertThat(there.find("tool")).contains(second.resolve("tool"));
        assertThat(there.find("no-such-tool")).isEmpty();
    }

    @Test
    void findsAdministratorsProgramsAlsoWithAShortPath() {
        assertThat(new ProcessTools("").find("sh")).isPresent();
    }

    /** Over as soon as a file has something in it; then a tenth of a second is left. */
    private static Deadline afterwards(Path file) {
        Instant begin = Instant.EPOCH;
        return new Deadline(begin.plusSeconds(1), new InstantSource() {
            private boolean asked;

            @Override
            public Instant instant() {
                if (!asked) {
                    asked = true;
                    return begin;
                }
                awaitFile(file);
                return begin.plusMillis(900);
            }
        });
    }

    /** Gone, or a zombie that nobody has fetched (proc_pid_stat(5)). */
    private static void awaitEnd(String pid) {
        String state = "";
        while (!state.startsWith("Z")) {
            try {
                String stat = Files.readString(Path.of("/proc", pid, "stat"));
                state = stat.substring(stat.lastIndexOf(')') + 2);
            } catch (IOException gone) {
                return;
            }
        }
    }

    private static void awaitFile(Path file) {
        while (file.toFile().length() == 0) {
            Thread.onSpinWait();
        }
    }

    private static void program(Path file, String permissions) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
}
