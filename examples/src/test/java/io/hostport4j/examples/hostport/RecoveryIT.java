package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.core.HostPorts;
import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.spi.RuleEvents;
import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.NetNamespace;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresNamespaces;
import io.hostport4j.testkit.RequiresTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that bring host ports back, with a cache as libcni writes it. */
@RequiresNamespaces
@RequiresTools({"nft", "ip"})
class RecoveryIT {
    private static final AttachmentId WEB = new AttachmentId("pods", "web", "eth0");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String PLUGIN = "{\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}";
    private static final String IPTABLES = "{\"type\": \"portmap\", \"backend\": \"iptables\", \"capabilities\": {\"portMappings\": true}}";

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
    void reconcileBringsBackWhatTheCacheLists() throws IOException {
        write(WEB, PLUGIN, web.path());

        Execution planned = run("reconcile", "--dry-run");
        assertThat(planned.stdout()).isEqualTo("broken   pods/web/eth0: nothing of it was there\n");
        assertThat(hostPorts.list()).isEmpty();

        assertThat(run("reconcile").stdout()).isEqualTo("mended   pods/web/eth0: nothing of it was there\n");
        assertThat(listed()).containsExactly("pods/web/eth0 0.0.0.0:8080");
        assertThat(run("reconcile").stdout()).isEqualTo("whole    pods/web/eth0\n");
    }

    @Test
    void reconcileUsesTheBackendOfEachNetwork() throws IOException {
        write(WEB, IPTABLES, web.path());

        assertThat(run("reconcile").stdout()).startsWith("mended   pods/web/eth0");

        assertThat(hostPorts.listKept()).singleElement().satisfies(kept -> assertThat(kept.backend()).isEqualTo("iptables"));
    }

    @Test
    void theDeadAreSkippedWithTheReason() throws IOException {
        write(WEB, PLUGIN, Path.of("/run/netns/dead"));

        assertThat(run("reconcile").stdout())
                .isEqualTo("skipped  pods-web-eth0: its network namespace \"/run/netns/dead\" is gone\n");
        assertThat(hostPorts.list()).isEmpty();
    }

    @Test
    void aTakenPortIsAFailureThatNamesTheHolder() throws IOException {
        AttachmentId other = new AttachmentId("pods", "other", "eth0");
        write(other, PLUGIN, web.path());
        run("reconcile");
        Files.delete(cache.resolve("results/pods-other-eth0"));
        write(WEB, PLUGIN, web.path());

        Execution execution = execute("reconcile");

        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).startsWith("failed   pods/web/eth0: ").contains("\"other\"");
    }

    @Test
    void adoptGivesPortsToThoseWhoNeverHadThePlugin() throws IOException {
        write(WEB, "{\"type\": \"tuning\"}", web.path());

        assertThat(run("reconcile").stdout()).isEmpty();
        assertThat(run("adopt", "--dry-run").stdout()).isEqualTo("broken   pods/web/eth0: nothing of it was there\n");
        assertThat(run("adopt").stdout()).isEqualTo("mended   pods/web/eth0: nothing of it was there\n");

        assertThat(listed()).containsExactly("pods/web/eth0 0.0.0.0:8080");
    }

    @Test
    void adoptListsWhoCannotBeAdoptedWithTheReason() throws IOException {
        String none = "{\"type\": \"tuning\"}";
        write(new AttachmentId("pods", "holder", "eth0"), PLUGIN, web.path());
        run("reconcile");
        write(WEB, none, web.path());
        write(new AttachmentId("pods", "dead", "eth0"), none, Path.of("/run/netns/dead"));
        Path lost = write(new AttachmentId("pods", "lost", "eth0"), none, web.path());
        Files.writeString(lost, Files.readString(lost).replace("10.88.0.3/16", ""));
        Path bare = write(new AttachmentId("pods", "bare", "eth0"), none, web.path());
        Files.writeString(bare, Files.readString(bare).replaceFirst("\"ips\": \\[[^\\]]*\\]", "\"ips\": []"));
        Path unknown = write(new AttachmentId("pods", "unknown", "eth0"), none, Path.of(""));
        assertThat(unknown).exists();

        for (String[] arguments : new String[][] {{"adopt", "--dry-run"}, {"adopt"}}) {
            Execution execution = execute(arguments);

            assertThat(execution.exitCode()).isEqualTo(1);
            assertThat(execution.stdout().lines()).anyMatch(line -> line.startsWith("failed   pods/web/eth0: ") && line.contains("\"holder\""))
                    .anyMatch(line -> line.startsWith("failed   pods/bare/eth0: ") && line.contains("no address"))
                    .contains("skipped  pods-dead-eth0: its network namespace \"/run/netns/dead\" is gone")
                    .anyMatch(line -> line.startsWith("skipped  pods-lost-eth0: ") && line.contains("address"))
                    .contains("skipped  pods-unknown-eth0: its network namespace is not noted, so nobody can tell whether it is alive");
        }
        assertThat(listed()).containsExactly("pods/holder/eth0 0.0.0.0:8080");
    }

    @Test
    void adoptTellsOfAProcessThatListensOnThePort() throws IOException {
        write(WEB, "{\"type\": \"tuning\"}", web.path());
        try (ServerSocket listener = new ServerSocket(8080)) {
            assertThat(execute("adopt", "--dry-run").stderr()).contains("listens").contains("8080");
            assertThat(listener.isClosed()).isFalse();
        }
    }

    @Test
    void oneNetworksBadSettingsAreSaidAndSilenceNoOther() throws Exception {
        write(new AttachmentId("pods", "bad", "eth0"), IPTABLES.replace("iptables", "nonsense"), web.path());
        write(WEB, PLUGIN, web.path());
        Process watch = startWatch();
        try (BufferedReader lines = watch.inputReader()) {
            List<String> read = new ArrayList<>();
            while (read.stream().noneMatch(line -> line.startsWith("mended   pods/web/eth0"))) {
                read.add(lines.readLine());
            }
            assertThat(read).anyMatch(line -> line.startsWith("failed   pods: ") && line.contains("\"nonsense\""));
            assertThat(listed()).containsExactly("pods/web/eth0 0.0.0.0:8080");
        } finally {
            watch.destroy();
            watch.waitFor();
        }
    }

    @Test
    void watchHasThemBackAfterAFlush() throws Exception {
        write(WEB, PLUGIN, web.path());
        Process watch = startWatch();
        try (BufferedReader lines = watch.inputReader(); RuleEvents events = hostPorts.ruleEvents()) {
            assertThat(List.of(lines.readLine(), lines.readLine())).anyMatch(line -> line.startsWith("watching, backend netlink ("))
                    .contains("mended   pods/web/eth0: nothing of it was there");
            for (int i = 0; i < 5; i++) {
                ProcessRun.of("nft", "flush", "ruleset").execute().orThrow();
                assertThat(lines.readLine()).startsWith("mended   pods/web/eth0: ");
            }
            assertThat(listed()).containsExactly("pods/web/eth0 0.0.0.0:8080");

            Files.delete(cache.resolve("results/pods-web-eth0"));
            while (!listed().isEmpty()) {
                events.await(LONG);
            }
        } finally {
            watch.destroy();
            watch.waitFor();
        }
    }

    @Test
    @RequiresTools("iptables")
    void watchHasThemBackAfterAFlushOfIptables() throws Exception {
        write(WEB, IPTABLES, web.path());
        Process watch = startWatch();
        try (BufferedReader lines = watch.inputReader()) {
            String line = lines.readLine();
            while (!line.startsWith("mended")) {
                line = lines.readLine();
            }
            ProcessRun.of("iptables", "-t", "nat", "-F").execute().orThrow();
            do {
                line = lines.readLine();
            } while (!line.startsWith("mended"));
            assertThat(line).startsWith("mended   pods/web/eth0: ");
            assertThat(ProcessRun.of("iptables-save", "-t", "nat").execute().orThrow().stdout()).contains("10.88.0.2:80");
        } finally {
            watch.destroy();
            watch.waitFor();
        }
    }

    private Process startWatch() throws IOException {
        return new ProcessBuilder(Distribution.hostport().toString(), "watch", "--cache-dir", cache.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private Execution run(String... arguments) {
        Execution execution = execute(arguments).orThrow();
        assertThat(execution.stderr()).isEmpty();
        return execution;
    }

    private Execution execute(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--cache-dir";
        all[arguments.length + 1] = cache.toString();
        return Launch.of(Distribution.hostport(), all).on(Jdk.ofThisJvm()).execute();
    }

    private List<String> listed() {
        return hostPorts.list().stream().map(forward -> forward.owner() + " " + forward.hostPort().endpoint()).toList();
    }

    private Path write(AttachmentId attachment, String plugin, Path netns) throws IOException {
        return CacheFile.write(cache, attachment, plugin, netns, attachment.equals(WEB) ? "10.88.0.2/16" : "10.88.0.3/16");
    }
}
