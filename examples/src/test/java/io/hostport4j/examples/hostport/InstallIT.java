package io.hostport4j.examples.hostport;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.examples.Distribution;
import io.hostport4j.examples.Jdk;
import io.hostport4j.examples.Launch;
import io.hostport4j.testkit.Execution;
import io.hostport4j.testkit.ProcessRun;
import io.hostport4j.testkit.RequiresTools;
import io.hostport4j.testkit.cni.CniChain;
import io.hostport4j.testkit.traffic.Answer;
import io.hostport4j.testkit.traffic.Client;
import io.hostport4j.testkit.traffic.Protocol;
import io.hostport4j.testkit.traffic.Reply;
import io.hostport4j.testkit.world.Container;
import io.hostport4j.testkit.world.RequiresWorld;
import io.hostport4j.testkit.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that put the plugin into a chain and take it out, with real plugins and real packets. */
@RequiresWorld
class InstallIT {
    private static final Path DEBIAN = Path.of("/usr/lib/cni");
    private static final String MAPPING = "[{\"hostPort\": 8080, \"containerPort\": 80, \"protocol\": \"tcp\"}]";
    private static final String BRIDGE = """
            "bridge": "pods0",
              "isGateway": true,
              "hairpinMode": true,
              "ipam": {
                "type": "host-local",
                "dataDir": "%s",
                "ranges": [[{"subnet": "10.88.0.0/24"}]],
                "routes": [{"dst": "0.0.0.0/0"}]
              }""";
    private static final String LIST = """
            {"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "bridge", %s}]}
            """;
    private static final String SINGLE = """
            {
              "cniVersion": "0.4.0",
              "name": "pods",
              "type": "bridge",
              %s
            }
            """;

    @TempDir
    private Path base;
    private Path networks;
    private Path plugins;
    private Path cache;
    private World world;

    @BeforeEach
    void furnish() throws IOException {
        networks = Files.createDirectory(base.resolve("net.d"));
        plugins = Files.createDirectory(base.resolve("bin"));
        cache = base.resolve("cache");
        Files.createDirectories(cache.resolve("results"));
        world = World.create();
    }

    @AfterEach
    void clear() {
        world.close();
    }

    @Test
    void aChainThatGotThePluginGivesAContainerItsHostPort() throws IOException {
        write("10-pods.conflist", LIST);
        Files.copy(DEBIAN.resolve("portmap"), plugins.resolve("portmap"));
        Map<String, byte[]> before = contents();

        assertThat(hostport("install").stdout()).contains("write   " + networks.resolve("10-pods.conflist"))
                .doesNotContain("note").doesNotContain("adopt");
        assertThat(hostport("install").stdout()).contains("has the plugin in its chain already").doesNotContain("write ");

        Container container = world.start("web", chain("10-pods.conflist"), MAPPING);
        world.serve(container, 80);
        assertThat(ask()).isEqualTo(new Answer("web", world.clientV4()));
        world.stop(container);

        hostport("uninstall");
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void aSingleConfigurationBecomesAListThatWorks() throws IOException {
        write("10-pods.conf", SINGLE);
        Map<String, byte[]> before = contents();

        hostport("install");
        Container container = world.start("web", chain("10-pods.conflist"), MAPPING);
        world.serve(container, 80);
        assertThat(ask()).isEqualTo(new Answer("web", world.clientV4()));
        world.stop(container);

        hostport("uninstall");
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
        assertThat(base.resolve("lib")).doesNotExist();
    }

    @Test
    void containersThatRanBeforeAreListedWithTheCommandThatCoversThem() throws IOException {
        write("10-pods.conflist", LIST);
        Container container = world.start("web", chain("10-pods.conflist"), MAPPING);
        world.serve(container, 80);
        note(container);

        String told = hostport("install").stdout();
        assertThat(told).contains("running containers that asked for host ports and have none:\n    pods/web/eth0\n");
        String command = told.substring(told.indexOf("hostport adopt")).strip();
        assertThat(command).isEqualTo("hostport adopt --cache-dir " + cache);
        List<String> words = List.of(command.split(" "));
        Launch.of(Distribution.hostport(), words.subList(1, words.size()).toArray(String[]::new)).on(Jdk.ofThisJvm()).execute().orThrow();

        assertThat(ask()).isEqualTo(new Answer("web", world.clientV4()));
    }

    @Test
    void thePluginStaysAsLongAsAContainerNeedsItsDel() throws IOException {
        write("10-pods.conflist", LIST);
        hostport("install");
        Container container = world.start("web", chain("10-pods.conflist"), MAPPING);
        Path noted = note(container);

        assertThat(hostport("uninstall").stdout()).contains("the plugin itself stays: the DEL of these containers needs it: pods/web/eth0");
        world.stop(container);
        Files.delete(noted);

        hostport("uninstall");
        assertThat(contents()).containsOnlyKeys("net.d/10-pods.conflist");
    }

    @Test
    void aDryRunTellsTheDifferenceAndChangesNothing() throws IOException {
        write("10-pods.conflist", LIST);
        Map<String, byte[]> before = contents();
        assertThat(hostport("install", "--dry-run").stdout()).contains("copy    ", "write   ",
                "\n-  }}]}\n+  }}, {\"type\": \"portmap\", \"capabilities\": {\"portMappings\": true}}]}\n");
        assertThat(hostport("uninstall", "--dry-run").stdout()).contains("nothing in \"" + networks + "\" was installed");
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void whatCannotBeDoneIsOneLineAndLeavesAllAsItWas() throws IOException {
        write("10-pods.conflist", LIST);
        Map<String, byte[]> before = contents();
        Execution execution = launch("install", "--after", "calico").execute();
        assertThat(execution.exitCode()).isEqualTo(1);
        assertThat(execution.stdout()).isEmpty();
        assertThat(execution.stderr())
                .isEqualTo("hostport: network \"pods\" has no plugin \"calico\" to come behind; its chain is bridge\n");
        assertThat(contents()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    @RequiresTools("mount")
    void aReadOnlyFolderIsNamed() throws IOException {
        ProcessRun.of("mount", "-t", "tmpfs", "none", networks.toString()).execute().orThrow();
        try {
            write("10-pods.conflist", LIST);
            // The mount alone: a remount of the file system repeats its owner, whom a user namespace may not name.
            ProcessRun.of("mount", "-o", "remount,bind,ro", networks.toString()).execute().orThrow();
            Execution execution = launch("install").execute();
            assertThat(execution.exitCode()).isEqualTo(1);
            assertThat(execution.stderr()).startsWith("hostport: cannot write \"" + networks).contains("Read-only file system").hasLineCount(1);
        } finally {
            ProcessRun.of("umount", networks.toString()).execute().orThrow();
        }
    }

    @Test
    void aWrongOptionIsAnErrorOfTheCommandLine() {
        assertThat(launch("install", "--every").execute().exitCode()).isEqualTo(2);
    }

    private Execution hostport(String... arguments) {
        Execution execution = launch(arguments).execute().orThrow();
        assertThat(execution.stderr()).isEmpty();
        return execution;
    }

    private Launch launch(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--conf-dir", networks.toString(), "--bin-dir", plugins.toString(), "--lib-dir", base.resolve("lib").toString(),
                "--cache-dir", cache.toString()));
        return Launch.of(Distribution.hostport(), all.toArray(String[]::new)).on(Jdk.ofThisJvm());
    }

    private Reply ask() {
        return Client.in(world.client()).ask(Protocol.TCP, world.nodeV4(), 8080);
    }

    private CniChain chain(String file) throws IOException {
        return CniChain.parse(Files.readString(networks.resolve(file)), List.of(plugins, DEBIAN));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(networks.resolve(file), text.formatted(BRIDGE.formatted(base.resolve("addresses"))));
    }

    /** As libcni does after an ADD. */
    private Path note(Container container) throws IOException {
        byte[] list = Files.readAllBytes(networks.resolve("10-pods.conflist"));
        return Files.writeString(cache.resolve("results/pods-" + container.id() + "-eth0"), """
                {"kind": "cniCacheV1", "containerId": "%s", "config": "%s", "ifName": "eth0", "networkName": "pods", "netns": "%s",
                 "capabilityArgs": {"portMappings": %s}, "result": %s}
                """.formatted(container.id(), Base64.getEncoder().encodeToString(list), container.attachment().netns(), MAPPING,
                container.result().json()), StandardCharsets.UTF_8);
    }

    /** All that the commands may change, by its path. */
    private Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path folder : List.of(networks, plugins)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    contents.put(base.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return contents;
    }
}
