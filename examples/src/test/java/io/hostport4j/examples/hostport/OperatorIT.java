package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.json.JsonObject;
import io.hostport4j.core.HostPortRequest;
import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.ContainerAddress;
import io.hostport4j.core.model.PortMapping;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look, and the one that sweeps, as they are installed. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class OperatorIT {
    private static final AttachmentId WEB = new AttachmentId("pods", "web", "eth0");
    private static final String PLUGIN = "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}";

    @TempDir
    private Path cache;
    private PodsNode node;
    private HostPorts hostPorts;
    private NetNamespace web;

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectory(cache.resolve("results"));
        node = PodsNode.furnish();
        hostPorts = node.hostPorts();
        web = node.web();
    }

    @AfterEach
    void clear() {
        node.close();
    }

    @Test
    void planTellsWhatComesAndGoesAndChangesNothing() throws IOException {
        add(WEB, "10.88.0.2", 8080);
        Execution planned = hostport("plan", "--owner", "pods/web", "--target", "10.88.0.2", "--port", "9090:80", "--port", "53:53/udp").orThrow();
        assertThat(planned.stdout()).isEqualTo("""
                - 0.0.0.0:8080/tcp -> 10.88.0.2:80 of pods/web/eth0
                + 0.0.0.0:9090/tcp -> 10.88.0.2:80 of pods/web/eth0
                + 0.0.0.0:53/udp -> 10.88.0.2:53 of pods/web/eth0
                """);
        assertThat(hostPorts.list()).singleElement().satisfies(forward -> assertThat(forward.hostPort().port()).isEqualTo(8080));
        assertThat(hostport("plan", "--owner", "pods/web/eth0", "--target", "10.88.0.2", "--port", "8080:80").orThrow().stdout())
                .endsWith(": nothing would change\n");
    }

    @Test
    void planNamesTheHolderOfATakenPort() throws IOException {
        add(WEB, "10.88.0.2", 8080);
        Execution planned = hostport("plan", "--owner", "pods/other", "--target", "10.88.0.3", "--port", "127.0.0.1:8080:80");
        assertThat(planned.exitCode()).isEqualTo(1);
        assertThat(planned.stderr()).startsWith("hostport: ").contains("\"web\"");
    }

    @Test
    void planReadsWhatTheRuntimeGivesToThePlugin() throws IOException {
        Path config = Files.writeString(cache.resolve("config.json"), """
                {"cniVersion": "1.0.0", "name": "pods", "type": "portmap", "backend": "nftables",
                 "runtimeConfig": {"portMappings": [{"hostPort": 8080, "containerPort": 80, "protocol": "tcp"}]},
                 "prevResult": {"cniVersion": "1.0.0", "interfaces": [{"name": "eth0", "sandbox": "/run/netns/web"}],
                                "ips": [{"address": "10.88.0.2/16", "interface": 0}]}}
                """);
        JsonObject json = JsonObject.parse(hostport("plan", "--owner", "pods/web", "--config", config.toString(), "--output", "json").orThrow().stdout());
        assertThat(json.objects("additions")).singleElement().satisfies(forward -> {
            assertThat(forward.requiredString("owner")).isEqualTo("pods/web/eth0");
            assertThat(forward.requiredString("containerAddress")).isEqualTo("10.88.0.2");
        });
        assertThat(json.objects("removals")).isEmpty();
    }

    @Test
    void checkFindsWhatIsMissingAndNamesWhatIsWhole() throws IOException {
        CacheFile.write(cache, WEB, PLUGIN, web.path(), "10.88.0.2/16");
        Execution broken = cached("check");
        assertThat(broken.stdout()).isEqualTo("broken   pods/web/eth0: nothing of it was there\n");
        assertThat(broken.exitCode()).isEqualTo(1);
        add(WEB, "10.88.0.2", 8080);
        Execution whole = cached("check", "pods/web", "--output", "json").orThrow();
        assertThat(JsonObject.parse(whole.stdout()).objects("attachments")).singleElement()
                .satisfies(state -> assertThat(state.requiredString("state")).isEqualTo("whole"));
        assertThat(cached("check", "pods/other").exitCode()).isEqualTo(1);
        assertThat(cached("check", "nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void gcTakesBackWhatTheDeadHadAndNothingElse() throws IOException {
        CacheFile.write(cache, WEB, PLUGIN, web.path(), "10.88.0.2/16");
        add(WEB, "10.88.0.2", 8080);
        add(new AttachmentId("pods", "dead", "eth0"), "10.88.0.3", 9090);
        add(new AttachmentId("other", "c1", "eth0"), "10.88.0.4", 9191);

        assertThat(cached("gc", "--dry-run").orThrow().stdout()).startsWith("would go  0.0.0.0:9090/tcp").hasLineCount(1);
        assertThat(hostPorts.list()).hasSize(3);
        assertThat(cached("gc").orThrow().stdout()).startsWith("gone      0.0.0.0:9090/tcp").hasLineCount(1);
        assertThat(hostPorts.list()).extracting(forward -> forward.hostPort().port()).containsExactly(8080, 9191);
        assertThat(cached("gc", "--name", "other").orThrow().stdout()).startsWith("gone      0.0.0.0:9191/tcp");
        assertThat(cached("gc").orThrow().stdout()).isEqualTo("nothing to take back\n");
    }

    @Test
    void gcTakesNothingWhereItCannotTellWhoIsAlive() throws IOException {
        add(WEB, "10.88.0.2", 8080);
        Files.writeString(CacheFile.write(cache, WEB, PLUGIN, web.path(), "10.88.0.2/16"), "{");
        Execution unreadable = cached("gc", "--name", "pods");
        assertThat(unreadable.exitCode()).isEqualTo(1);
        assertThat(unreadable.stderr()).startsWith("hostport: ").contains("pods-web-eth0").hasLineCount(1);
        Execution missing = hostport("gc", "--name", "pods", "--cache-dir", cache.resolve("nowhere").toString());
        assertThat(missing.stderr()).startsWith("hostport: there is no CNI cache ");
        assertThat(hostPorts.list()).hasSize(1);
    }

    @Test
    void listIsAlsoJson() throws IOException {
        add(WEB, "10.88.0.2", 8080);
        JsonObject json = JsonObject.parse(hostport("list", "--output", "json").orThrow().stdout());
        assertThat(json.objects("forwards")).singleElement().hasToString("{\"protocol\":\"tcp\",\"hostAddress\":\"0.0.0.0\",\"hostPort\":8080,"
                + "\"containerAddress\":\"10.88.0.2\",\"containerPort\":80,\"masquerade\":\"when-needed\",\"owner\":\"pods/web/eth0\","
                + "\"network\":\"pods\",\"container\":\"web\",\"interface\":\"eth0\",\"connections\":0,\"backend\":\"netlink\"}");
    }

    @Test
    void listTellsSinceWhenTheRuntimeHasTheContainer() throws IOException {
        Files.setLastModifiedTime(CacheFile.write(cache, WEB, PLUGIN, web.path(), "10.88.0.2/16"), FileTime.from(Instant.parse("2026-01-02T03:04:05.6Z")));
        add(WEB, "10.88.0.2", 8080);
        add(new AttachmentId("pods", "other", "eth0"), "10.88.0.3", 9090);
        List<JsonObject> forwards = JsonObject.parse(cached("list", "--output", "json").orThrow().stdout()).objects("forwards");
        assertThat(forwards).extracting(forward -> forward.optionalString("since"))
                .containsExactly(Optional.of("2026-01-02T03:04:05Z"), Optional.empty());
        assertThat(cached("list").orThrow().stdout()).contains("CONNECTIONS  SINCE                 BACKEND", "0            2026-01-02T03:04:05Z  netlink");
    }

    @Test
    void removeTellsAlsoProgramsWhatWent() throws IOException {
        add(WEB, "10.88.0.2", 8080);
        JsonObject json = JsonObject.parse(hostport("remove", "pods/web/eth0", "pods/nobody/eth0", "--output", "json").orThrow().stdout());
        assertThat(json.objects("removed")).singleElement().satisfies(forward -> assertThat(forward.requiredString("owner")).isEqualTo("pods/web/eth0"));
        assertThat(hostport("remove", "pods/web/eth0").orThrow().stdout()).isEqualTo("nothing  pods/web/eth0\n");
    }

    @Test
    void listReadsThroughTheBackendThatIsAskedFor() {
        assertThat(hostport("list", "--backend", "nftables").orThrow().stdout()).contains("backend: nftables (");
        assertThat(hostport("list", "--backend", "nonsense").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsTheCommands(String shell) throws IOException {
        Path script = Files.writeString(cache.resolve("completion"), hostport("completion", shell).orThrow().stdout());
        assertThat(script).content().contains("explain", "--cache-dir");
        String completed = "source " + script + "; COMP_WORDS=(hostport exp); COMP_CWORD=1; _complete_hostport; echo ${COMPREPLY[@]}";
        if (shell.equals("bash")) {
            assertThat(ProcessRun.of("bash", "-c", completed).execute().orThrow().stdout()).isEqualTo("explain\n");
        }
    }

    @Test
    void everyCommandTellsItsExitCodes() {
        for (String command : List.of("list", "explain", "check", "plan", "gc", "reconcile", "adopt", "watch", "install", "uninstall",
                "doctor", "remove", "completion")) {
            assertThat(hostport("help", command).orThrow().stdout()).as(command).contains("Exit codes:");
        }
    }

    private void add(AttachmentId owner, String address, int port) throws IOException {
        hostPorts.add(new HostPortRequest(owner, List.of(new ContainerAddress(InetAddress.getByName(address), 16)), List.of(PortMapping.tcp(port, 80))));
    }

    private Execution cached(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--cache-dir";
        all[arguments.length + 1] = cache.toString();
        return hostport(all);
    }

    private static Execution hostport(String... arguments) {
        return Launch.of(Distribution.hostport(), arguments).on(Jdk.ofThisJvm()).execute();
    }
}
