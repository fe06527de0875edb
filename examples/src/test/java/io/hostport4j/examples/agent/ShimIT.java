package io.hostport4j.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shim with agents of every kind. */
@RequiresTools("cc")
class ShimIT {
    private static final String SMALL = "{\"name\": \"pods\"}";

    @TempDir
    private Path folder;
    private Path socket;
    private Shim shim;

    @BeforeEach
    void copy() throws IOException {
        socket = folder.resolve("agent.sock");
        shim = Shim.withTalkingPlugin(folder, socket).of("ADD", "pod");
    }

    @Test
    void whatTheAgentAnswersIsPrinted() throws IOException {
        assertThat(meet(agent -> {
            FakeAgent.take(agent);
            FakeAgent.say(agent, "...");
            FakeAgent.answer(agent, 3, "a warning\n", "{}");
        }, SMALL)).satisfies(execution -> {
            assertThat(execution.stdout()).isEqualTo("{}");
            assertThat(execution.stderr()).isEqualTo("a warning\n");
            assertThat(execution.exitCode()).isEqualTo(3);
        });
    }

    @Test
    void theAgentHearsTheWholeCallAndWhereItComesFrom() throws IOException {
        AtomicReference<ShimCall> heard = new AtomicReference<>();
        String large = "x".repeat(200_000);
        shim = shim.with("HOSTPORT_BACKEND", "netlink").with("OTHER", "no");
        meet(agent -> {
            heard.set(FakeAgent.take(agent));
            FakeAgent.answer(agent, 0, "", "");
        }, large);
        assertThat(heard.get().environment()).containsEntry("CNI_COMMAND", "ADD").containsEntry("CNI_CONTAINERID", "pod")
                .containsEntry("HOSTPORT_BACKEND", "netlink").doesNotContainKeys("OTHER", "PATH");
        assertThat(heard.get().stdin()).asString(StandardCharsets.UTF_8).isEqualTo(large);
        assertThat(heard.get().namespaces()).isEqualTo(Namespaces.ofThisProcess());
    }

    @Test
    void aLargeAnswerArrivesWhole() throws IOException {
        String large = "y".repeat(3_000_000);
        assertThat(meet(agent -> {
            FakeAgent.take(agent);
            FakeAgent.answer(agent, 0, "", large);
        }, SMALL).stdout()).isEqualTo(large);
    }

    @Test
    void withoutASocketThePluginRuns() {
        assertCold(shim.execute(SMALL), SMALL);
    }

    @Test
    void withADeadSocketThePluginRuns() throws IOException {
        FakeAgent.at(socket, agent -> { }).close();
        assertThat(socket).exists();
        assertCold(shim.execute(SMALL), SMALL);
    }

    @Test
    void anEmptyVariableTurnsTheAgentOff() {
        assertCold(shim.with("HOSTPORT_AGENT_SOCKET", "").execute(SMALL), SMALL);
    }

    @Test
    void anAgentThatLeavesAtAnyMomentIsReplacedByThePluginWithAllOfItsInput() throws IOException {
        String large = "z".repeat(150_000);
        assertCold(meet(agent -> { }, large), large);
        assertCold(meet(agent -> agent.read(ByteBuffer.allocate(10)), large), large);
        assertCold(meet(agent -> FakeAgent.say(agent, "T"), large), large);
        assertCold(meet(FakeAgent::take, large), large);
        assertCold(meet(agent -> {
            FakeAgent.take(agent);
            FakeAgent.say(agent, "..A");
        }, large), large);
        assertCold(meet(agent -> {
            FakeAgent.take(agent);
            ByteBuffer half = new Answer(0, new byte[10], new byte[100_000]).encode();
            agent.write(half.limit(50_000));
        }, large), large);
    }

    @Test
    void anAgentThatSpeaksOtherwiseIsReplacedByThePlugin() throws IOException {
        assertCold(meet(agent -> FakeAgent.say(agent, "HTTP/1.1 400 Bad Request"), SMALL), SMALL);
        assertCold(meet(agent -> {
            FakeAgent.take(agent);
            FakeAgent.say(agent, "?");
        }, SMALL), SMALL);
        assertCold(meet(agent -> {
            FakeAgent.take(agent);
            FakeAgent.say(agent, "A?12345678");
        }, SMALL), SMALL);
    }

    @Test
    void anAgentThatTakesNoCallIsNotWaitedForLong() throws IOException {
        assertCold(meet(agent -> {
            // Reads all, and says nothing until the shim has gone.
            while (agent.read(ByteBuffer.allocate(1024)) >= 0) {
                Thread.onSpinWait();
            }
        }, SMALL), SMALL);
    }

    @Test
    void inputThatIsLargerThanTheAgentTakesGoesToThePlugin() throws IOException {
        String large = "l".repeat(CallReader.STDIN_MAX + 100_000);
        assertCold(meet(agent -> assertThat(agent.read(ByteBuffer.allocate(1))).isEqualTo(-1), large), large);
    }

    @Test
    void versionReadsNoStandardInput() throws Exception {
        shim = shim.of("VERSION", "pod");
        try (FakeAgent agent = FakeAgent.at(socket, channel -> {
            FakeAgent.take(channel);
            FakeAgent.answer(channel, 0, "", "versions");
        })) {
            Process process = shim.start();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("versions");
            assertThat(process.waitFor()).isZero();
            agent.await();
        }
    }

    @Test
    void aCommandThatIsNoneGoesToThePlugin() {
        assertCold(shim.of("REMOVE", "pod").execute(SMALL), SMALL);
    }

    @Test
    void aSignalCancelsTheCallAndTheAnswerIsStillPrinted() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try (FakeAgent agent = FakeAgent.at(socket, channel -> {
            FakeAgent.take(channel);
            begun.complete(null);
            assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            FakeAgent.answer(channel, 1, "", "cancelled");
        })) {
            Process process = shim.start();
            process.getOutputStream().close();
            begun.join();
            process.toHandle().destroy();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("cancelled");
            assertThat(process.waitFor()).isEqualTo(128 + 15);
            agent.await();
        }
    }

    private Execution meet(FakeAgent.Manners manners, String stdin) throws IOException {
        Files.deleteIfExists(socket);
        try (FakeAgent agent = FakeAgent.at(socket, manners)) {
            Execution execution = shim.execute(stdin);
            agent.await();
            return execution;
        }
    }

    private static void assertCold(Execution execution, String stdin) {
        assertThat(execution.stdout()).isEqualTo("cold \n" + stdin);
        assertThat(execution.exitCode()).isEqualTo(7);
    }
}
