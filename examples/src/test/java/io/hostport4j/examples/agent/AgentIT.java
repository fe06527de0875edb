package io.hostport4j.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.CniError;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.LauncherTools;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through shim and agent, and what becomes of them when the agent does not live on. */
@RequiresNamespaces
@RequiresTools({"cc", "nft", "ip"})
class AgentIT {
    private static final int AT_ONCE = 16;

    @TempDir
    private Path folder;
    private Path socket;
    private final List<AgentProcess> agents = new ArrayList<>();

    @BeforeEach
    void makeABridge() {
        socket = folder.resolve("agent.sock");
        ip("link add pods0 type bridge");
        // Nobody can tell who is behind a port that leads to no other namespace, so every container counts as alive.
        ip("link add port0 master pods0 type veth peer name port1");
        ip("addr add 10.88.0.1/24 dev pods0");
        ip("link set pods0 up");
    }

    @AfterEach
    void clearNode() {
        agents.forEach(AgentProcess::close);
        NetNamespace.node().exec("nft", "flush", "ruleset").orThrow();
        ip("link delete pods0");
        ip("link delete port0");
    }

    @Test
    void everyVerbIsServedByTheAgent() throws IOException {
        // STATUS would tell of it.
        Files.writeString(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket);
        Execution added = shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2"));
        assertThat(added.orThrow().stdout()).contains("\"address\": \"10.88.0.2/24\"");
        assertThat(rules()).contains("tcp . 8080 counter packets 0 bytes 0 comment \"pods/pod/eth0\"");
        assertThat(shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow().stdout()).isEqualTo(added.stdout());
        shim.of("CHECK", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        assertThat(shim.of("STATUS", "pod").execute("{\"name\": \"pods\", \"cniVersion\": \"1.1.0\"}").orThrow().stdout()).isEmpty();
        assertThat(shim.of("VERSION", "pod").execute("").orThrow().stdout()).contains("supportedVersions");
        assertThat(shim.of("DEL", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow().stdout()).isEmpty();
        assertThat(rules()).doesNotContain("8080");
    }

    @Test
    void errorsAndWarningsReachTheCaller() throws IOException {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        assertThat(CniError.of(shim.of("ADD", "other").execute(Shim.config(8080, "10.88.0.3"))).code()).isEqualTo(100);
        assertThat(shim.of("GC", "").execute("{\"name\": \"pods\", \"cniVersion\": \"1.1.0\"}").orThrow().stderr())
                .contains("without cni.dev/valid-attachments");
    }

    @Test
    void theNodesBackendIsTheCallersNotTheAgents() throws IOException {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket).with("HOSTPORT_BACKEND", "nonsense");
        assertThat(CniError.of(shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2"))).msg()).contains("nonsense");
    }

    @Test
    void whatOthersChangeIsSeen() throws IOException {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        NetNamespace.node().exec("nft", "flush", "ruleset").orThrow();
        assertThat(CniError.of(shim.of("CHECK", "pod").execute(Shim.config(8080, "10.88.0.2"))).code()).isEqualTo(101);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        assertThat(rules()).contains("tcp . 8080 counter packets 0 bytes 0 comment \"pods/pod/eth0\"");
    }

    @Test
    void manyAtOnceAreAllServed() throws IOException {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket);
        List<CompletableFuture<Execution>> adds = IntStream.range(0, AT_ONCE).mapToObj(i -> atOnce(() ->
                shim.of("ADD", "pod-" + i).execute(Shim.config(8080 + i, "10.88.0." + (2 + i))))).toList();
        assertThat(adds).allSatisfy(add -> assertThat(add.join().exitCode()).isZero());
        List<CompletableFuture<Execution>> one = IntStream.range(0, AT_ONCE).mapToObj(i -> atOnce(() ->
                shim.of("ADD", "rival-" + i).execute(Shim.config(9000, "10.88.0." + (100 + i))))).toList();
        assertThat(one).filteredOn(add -> add.join().exitCode() == 0).hasSize(1);
    }

    @Test
    void aKilledAgentLosesNothingAndThePluginServes() {
        AgentProcess agent = start();
        Shim shim = Shim.built(socket);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        agent.kill();
        assertThat(socket).exists();
        shim.of("CHECK", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        shim.of("ADD", "other").execute(Shim.config(8081, "10.88.0.3")).orThrow();
        start();
        shim.of("CHECK", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        shim.of("CHECK", "other").execute(Shim.config(8081, "10.88.0.3")).orThrow();
        shim.of("DEL", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        shim.of("DEL", "other").execute(Shim.config(8081, "10.88.0.3")).orThrow();
        assertThat(rules()).doesNotContain("8080", "8081");
    }

    @Test
    void anAgentThatIsKilledInTheMiddleOfACallIsReplacedByThePlugin() throws Exception {
        Path begun = folder.resolve("begun");
        AgentProcess agent = start(hangingNft(begun));
        CompletableFuture<Execution> add = atOnce(() -> Shim.built(socket).of("ADD", "pod")
                .execute(Shim.config(8080, "10.88.0.2", "\"backend\": \"nftables\"")));
        assertThat(Files.readString(begun)).isEqualTo("begun\n");
        agent.kill();
        add.join().orThrow();
        assertThat(rules()).contains("tcp . 8080 counter packets 0 bytes 0 comment \"pods/pod/eth0\"");
    }

    @Test
    void aSignalToTheShimEndsTheOperation() throws Exception {
        Path begun = folder.resolve("begun");
        start(hangingNft(begun));
        Process shim = Shim.withTalkingPlugin(folder, socket).of("ADD", "pod").start();
        shim.getOutputStream().write(Shim.config(8080, "10.88.0.2", "\"backend\": \"nftables\"").getBytes(StandardCharsets.UTF_8));
        shim.getOutputStream().close();
        assertThat(Files.readString(begun)).isEqualTo("begun\n");
        // The process's own would close its streams.
        shim.toHandle().destroy();
        String answer = new String(shim.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shim.waitFor()).isEqualTo(128 + 15);
        assertThat(answer).contains("\"code\": 11");
        assertThat(rules()).doesNotContain("8080");
        // The thread and the engine serve on.
        Shim.withTalkingPlugin(folder.resolve("again"), socket).of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
    }

    @Test
    void callersThatSayNothingOrRubbishHinderNobody() throws IOException {
        start();
        List<SocketChannel> callers = new ArrayList<>();
        for (String words : List.of("", "H", "GET / HTTP/1.1\r\n\r\n", "HPA\1\177\177\177\177\177\177\177\177" + "\0".repeat(48))) {
            SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            caller.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
            callers.add(caller);
        }
        Shim.withTalkingPlugin(folder, socket).of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        for (SocketChannel caller : callers) {
            caller.close();
        }
    }

    @Test
    void anAgentThatStandsStillIsNotWaitedForLong() {
        AgentProcess agent = start();
        agent.signal("STOP");
        Shim.built(socket).of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        assertThat(rules()).contains("tcp . 8080 counter packets 0 bytes 0 comment \"pods/pod/eth0\"");
    }

    @Test
    void callsFromOtherNamespacesAreLeftToThePlugin() throws IOException {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket).of("ADD", "pod");
        assertThat(shim.by("unshare", "-n").execute(Shim.config(8080, "10.88.0.2")).stdout()).startsWith("cold");
        assertThat(shim.by("unshare", "-m").execute(Shim.config(8080, "10.88.0.2")).stdout()).startsWith("cold");
        assertThat(shim.execute(Shim.config(8080, "10.88.0.2")).exitCode()).isZero();
    }

    @Test
    void aSecondAgentLeavesTheFirstItsSocket() throws IOException {
        start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        AgentProcess second = kept(AgentProcess.of(List.of(Distribution.hostport().toString(), "agent", "--socket", socket.toString()), Map.of()));
        second.awaitLine("hostport: another agent listens on \"" + socket + "\"");
        assertThat(second.join()).isEqualTo(1);
        Shim.withTalkingPlugin(folder, socket).of("VERSION", "pod").execute("").orThrow();
    }

    @Test
    void theServiceManagerHearsWhenItIsReadyAndTheEndTakesTheSocketAway() throws IOException {
        LauncherTools tools = LauncherTools.in(folder);
        Path told = folder.resolve("told");
        tools.script("systemd-notify", "echo \"$*\" > '" + told + "'");
        AgentProcess agent = start(Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "PATH", tools.folder() + ":" + System.getenv("PATH")));
        assertThat(Files.readString(told)).startsWith("--ready --status=serving on " + socket);
        assertThat(agent.end()).isEqualTo(128 + 15);
        assertThat(socket).doesNotExist();
    }

    @Test
    @RequiresTools("systemd-socket-activate")
    void theServiceManagersSocketIsServed() throws IOException {
        String command = "exec '" + Distribution.hostport() + "' agent <&3";
        AgentProcess agent = kept(AgentProcess.of(List.of("systemd-socket-activate", "-l", socket.toString(), "-E", "JAVA_HOME", "sh", "-c", command), Map.of()));
        agent.awaitLine("Listening on " + socket);
        Shim shim = Shim.built(socket);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        agent.awaitLine("serving on the service manager's socket");
    }

    @Test
    void theTableGoesWithTheLastForwardOnceTheCallsAreOver() throws Exception {
        start();
        Shim shim = Shim.withTalkingPlugin(folder, socket);
        shim.of("ADD", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        shim.of("DEL", "pod").execute(Shim.config(8080, "10.88.0.2")).orThrow();
        while (!rules().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private AgentProcess start() {
        return start(Map.of());
    }

    private AgentProcess start(Map<String, String> environment) {
        return kept(AgentProcess.start(socket, environment));
    }

    private AgentProcess kept(AgentProcess agent) {
        agents.add(agent);
        return agent;
    }

    /** A PATH whose nft says in a pipe that it began, and hangs. */
    private Map<String, String> hangingNft(Path begun) throws IOException {
        LauncherTools tools = LauncherTools.in(folder);
        NetNamespace.node().exec("mkfifo", begun.toString()).orThrow();
        tools.script("nft", "case \"$*\" in *-f*) echo begun > '" + begun + "'; exec sleep 60;; esac\nexec \"$(PATH=/usr/sbin:/sbin command -v nft)\" \"$@\"");
        return Map.of("PATH", tools.folder() + ":" + System.getenv("PATH"));
    }

    private static CompletableFuture<Execution> atOnce(Supplier<Execution> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task, "call").start());
    }

    private static String rules() {
        return NetNamespace.node().exec("nft", "list", "ruleset").orThrow().stdout();
    }

    private static void ip(String arguments) {
        NetNamespace.node().exec(("ip " + arguments).split(" ")).orThrow();
    }
}
