package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.cni.runtime.PluginExecutionException.Reason;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ProcessInvokerTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private Scripts scripts;

    @BeforeEach
    void open() {
        scripts = new Scripts(folder);
    }

    @Test
    void aPluginGetsItsVariablesOverThoseOfTheRuntimeAndTheRequest() throws IOException {
        scripts.write("x", "cat > \"$0.in\"; env > \"$0.env\"; printf '{\"a\":1}'; echo beware >&2");
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), Map.of("PATH", System.getenv("PATH"), "OWN", "kept",
                "CNI_COMMAND", "inherited", "CNI_IFNAME", "inherited"));

        PluginAnswer answer = invoker.invoke(call("x", "{\"name\":\"pods\"}"), LIMIT);

        assertThat(answer).isEqualTo(new PluginAnswer(0, "{\"a\":1}", "beware\n"));
        assertThat(scripts.read("x.in")).isEqualTo("{\"name\":\"pods\"}");
        assertThat(scripts.read("x.env").lines()).contains("OWN=kept", "CNI_COMMAND=ADD", "CNI_CONTAINERID=some-container",
                "CNI_NETNS=/some/netns", "CNI_IFNAME=eth0", "CNI_ARGS=", "CNI_PATH=/some/path");
    }

    @Test
    void whatACommandDoesNotSayIsEmptyAndNotInherited() throws IOException {
        scripts.write("x", "env > \"$0.env\"");
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), Map.of("PATH", System.getenv("PATH"), "CNI_IFNAME", "inherited"));

        new CniRuntime(invoker, new ResultCache(folder)).gc(RuntimeWorld.network("1.1.0", "x"), List.of());

        assertThat(scripts.read("x.env").lines()).contains("CNI_COMMAND=GC", "CNI_CONTAINERID=", "CNI_NETNS=", "CNI_IFNAME=", "CNI_ARGS=",
                "CNI_PATH=" + folder);
    }

    @Test
    void ofTwoFoldersTheFirstThatHasThePluginIsTaken(@TempDir Path other) throws IOException {
        new Scripts(other).write("x", "echo other");
        scripts.write("x", "echo own");
        scripts.write("y", "echo own");

        ProcessInvoker invoker = ProcessInvoker.of(List.of(Path.of("/nonexistent"), other, folder));

        assertThat(invoker.invoke(call("x", ""), LIMIT).stdout()).isEqualTo("other\n");
        assertThat(invoker.invoke(call("y", ""), LIMIT).stdout()).isEqualTo("own\n");
        assertThat(invoker.path()).isEqualTo("/nonexistent:" + other + ":" + folder);
    }

    @Test
    void aFolderOfThatNameIsNoPlugin() throws IOException {
        Files.createDirectory(folder.resolve("x"));

        assertNotFound("x", "failed to find plugin \"x\" in path [" + folder + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''       | no plugin name provided
            ../x     | invalid plugin name: "../x"
            /bin/sh  | invalid plugin name: "/bin/sh"
            ..       | invalid plugin name: ".."
            """)
    void aNameThatIsNoFileNameIsNoPlugin(String type, String message) {
        assertNotFound(type, message);
    }

    @Test
    void withoutFoldersThereAreNoPlugins() {
        assertThatThrownBy(() -> ProcessInvoker.of(List.of()).require("x")).hasMessage("no paths provided to look for plugin \"x\"");
    }

    @Test
    void aFileThatCannotBeExecutedIsFoundAndNotStarted() throws IOException {
        Files.createFile(folder.resolve("x"));

        assertThatThrownBy(() -> invoke("x")).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.NOT_STARTED)).hasMessageContaining("Permission denied");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            exit 1                                   | netplugin failed with no error message: exit status 1
            echo oops >&2; exit 2                    | netplugin failed: "oops": exit status 2
            printf 'a\\nb\\033' >&2; exit 2          | netplugin failed: "a\\nb?": exit status 2
            echo oops; exit 1                        | netplugin failed but error parsing its diagnostic message "oops": not valid JSON at line 1, column 1
            kill -9 $$                               | netplugin failed with no error message: exit status 137
            """)
    void aPluginThatFailsWithoutAnErrorOfCniIsDescribed(String script, String message) throws IOException {
        scripts.write("x", script);

        assertThatThrownBy(() -> runtime().versions("x")).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.BAD_ANSWER)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code": 11, "msg": "m", "details": "d"} | 11  | m  | d
            {"code": 100, "msg": "m"}                | 100 | m  | ``
            {"msg": "m"}                             | 999 | m  | ``
            {"code": 0, "msg": "m"}                  | 999 | m  | ``
            {"code": 7}                              | 7   | `` | ``
            """)
    void anErrorOfCniKeepsItsPartsAndWinsOverStderr(String stdout, int code, String msg, String details) throws IOException {
        scripts.write("x", "echo '" + stdout + "'; echo noise >&2; exit 1");

        assertThatThrownBy(() -> runtime().versions("x")).isInstanceOfSatisfying(CniException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.msg()).isEqualTo(msg);
            assertThat(e.details()).isEqualTo(details);
        });
    }

    @Test
    void aPluginThatReadsNothingIsNotWaitedFor() throws IOException {
        scripts.write("x", "echo '{}'");

        assertThat(ProcessInvoker.of(List.of(folder)).invoke(call("x", " ".repeat(1024 * 1024)), LIMIT).stdout()).isEqualTo("{}\n");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotKeepTheCall() throws IOException, InterruptedException {
        scripts = Scripts.withSleeper(folder);
        scripts.write("x", "echo '{}'; " + folder.resolve("child") + " &");

        assertThat(invoke("x").stdout()).isEqualTo("{}\n");

        // It belongs to the plugin that succeeded, not to the call; it ends with this test.
        try (OutputStream end = Files.newOutputStream(folder.resolve("never"))) {
            end.write('\n');
        }
        scripts.awaitNothingRunning();
    }

    @Test
    void aPluginThatPrintsWithoutEndIsEnded() throws IOException, InterruptedException {
        scripts.write("x", "while :; do printf '%65536s' x; done");

        assertThatThrownBy(() -> invoke("x")).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.BAD_ANSWER))
                .hasMessage("netplugin wrote more than " + JsonObject.SIZE_LIMIT + " bytes to its standard output");
        scripts.awaitNothingRunning();
    }

    @Test
    void ofALongTaleForPeopleTheBeginningIsKept() throws IOException {
        scripts.write("x", "printf '%1000000s' end >&2; echo '{}'");

        PluginAnswer answer = invoke("x");

        assertThat(answer.stdout()).isEqualTo("{}\n");
        assertThat(answer.stderr()).hasSize(64 * 1024);
    }

    @Test
    void aPluginThatIsBeingInstalledIsTriedAgain() throws IOException {
        scripts.write("x", "echo '{}'");
        AtomicInteger tries = new AtomicInteger();
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), System.getenv(), builder -> {
            if (tries.incrementAndGet() < 6) {
                throw new IOException("Cannot run program: error=26, Text file busy");
            }
            return builder.start();
        }, Duration.ofMillis(1));

        assertThat(invoker.invoke(call("x", ""), LIMIT).stdout()).isEqualTo("{}\n");
    }

    @Test
    void aPluginThatStaysBusyIsAFailureAndNoEmptySuccess() throws IOException {
        Path plugin = scripts.write("x", "echo '{}'");
        AtomicInteger tries = new AtomicInteger();
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), System.getenv(), builder -> {
            tries.incrementAndGet();
            return builder.start();
        }, Duration.ofMillis(1));

        try (OutputStream writer = Files.newOutputStream(plugin, StandardOpenOption.APPEND)) {
            assertThatThrownBy(() -> invoker.invoke(call("x", ""), LIMIT)).isInstanceOfSatisfying(PluginExecutionException.class,
                    e -> assertThat(e.reason()).isEqualTo(Reason.NOT_STARTED)).hasMessageContaining("Text file busy");
            writer.flush();
        }
        assertThat(tries).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error=13, Permission denied", "error=2, No such file or directory", "error=12, Cannot allocate memory"})
    void otherRefusalsAreNotTriedAgain(String refusal) throws IOException {
        scripts.write("x", "");
        AtomicInteger tries = new AtomicInteger();
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), Map.of(), builder -> {
            tries.incrementAndGet();
            throw new IOException(refusal);
        }, Duration.ofMillis(1));

        assertThatThrownBy(() -> invoker.invoke(call("x", ""), LIMIT)).hasMessage("unable to start: " + refusal);
        assertThat(tries).hasValue(1);
    }

    @Test
    void theTimeLimitCountsWhileAPluginIsBusy() throws IOException {
        scripts.write("x", "");
        ProcessInvoker invoker = new ProcessInvoker(List.of(folder), Map.of(), builder -> {
            throw new IOException("error=26, Text file busy");
        }, Duration.ofSeconds(30));

        assertThatThrownBy(() -> invoker.invoke(call("x", ""), Duration.ofSeconds(1))).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    private PluginAnswer invoke(String type) {
        return ProcessInvoker.of(List.of(folder)).invoke(call(type, ""), LIMIT);
    }

    private CniRuntime runtime() {
        return new CniRuntime(ProcessInvoker.of(List.of(folder)), new ResultCache(folder));
    }

    private void assertNotFound(String type, String message) {
        assertThatThrownBy(() -> invoke(type)).isInstanceOfSatisfying(PluginExecutionException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND)).hasMessage(message);
    }

    private static PluginInvocation call(String type, String stdin) {
        return new PluginInvocation(type, CallContext.of(RuntimeWorld.ATTACHMENT, "/some/path").variables(Command.ADD), stdin);
    }
}
