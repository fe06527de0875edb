package io.hostport4j.examples.cnitool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command in this JVM, with a plugin that is a script. */
class CniToolCommandTest {

    private static final String PORTS = "{\"portMappings\": [{\"hostPort\": 8080, \"containerPort\": 80}]}";

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void furnish() throws IOException {
        plugin("noop", "cat > \"$0.in\"; env | grep ^CNI_ | sort > \"$0.env\"; case $CNI_COMMAND in ADD) echo '{\"ips\": [{\"address\": \"10.0.0.2/24\"}]}';;"
                + " VERSION) echo '{\"cniVersion\": \"1.1.0\", \"supportedVersions\": [\"1.1.0\"]}';; esac");
        network("\"capabilities\": {\"mac\": true}");
        environment.put("CNI_PATH", "/nonexistent:" + folder);
        environment.put("NETCONFPATH", folder.toString());
    }

    @Test
    void addPrintsTheResult() {
        assertThat(run("add", "pods", "/run/netns/blue")).isZero();

        assertThat(out).hasToString("""
                {
                    "ips": [
                        {
                            "address": "10.0.0.2/24"
                        }
                    ],
                    "cniVersion": "1.1.0"
                }
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theContainerIsNamedAsTheGoToolNamesIt() throws IOException {
        environment.put("CNI_ARGS", "K=V;IgnoreUnknown=1");

        run("add", "pods", "/run/netns/../netns/blue");

        assertThat(Files.readAllLines(folder.resolve("noop.env"))).containsExactly("CNI_ARGS=K=V;IgnoreUnknown=1", "CNI_COMMAND=ADD",
                "CNI_CONTAINERID=cnitool-df26705e2e4ffd095eb1", "CNI_IFNAME=eth0", "CNI_NETNS=/run/netns/blue", "CNI_PATH=/nonexistent:" + folder);
    }

    @Test
    void whatWasAddedIsCheckedAndDeletedWithItsResult() throws IOException {
        environment.put("CNI_IFNAME", "net1");
        run("add", "pods", "/run/netns/blue");

        assertThat(run("check", "pods", "/run/netns/blue")).isZero();
        assertThat(Files.readString(folder.resolve("noop.in"))).contains("prevResult");
        assertThat(run("del", "pods", "/run/netns/blue")).isZero();
        assertThat(Files.readString(folder.resolve("noop.in"))).contains("prevResult");
        assertThat(run("del", "pods", "/run/netns/blue")).isZero();
        assertThat(Files.readString(folder.resolve("noop.in"))).doesNotContain("prevResult");
    }

    @Test
    void capabilityArgumentsReachThePlugin() throws IOException {
        environment.put("CAP_ARGS", "{\"mac\": \"02:00:00:00:00:01\"}");

        run("add", "pods", "/run/netns/blue");

        assertThat(Files.readString(folder.resolve("noop.in"))).contains("\"runtimeConfig\":{\"mac\":\"02:00:00:00:00:01\"}");
    }

    @Test
    void portsThatNoPluginTakesAreAnErrorUnlessTheyAreToBeLeftOut() {
        environment.put("CAP_ARGS", PORTS);

        assertThat(run("add", "pods", "/run/netns/blue")).isEqualTo(1);
        assertThat(err.toString()).startsWith("cnitool: network \"pods\" cannot take \"portMappings\"").endsWith("(code 7)\n").hasLineCount(1);
        assertThat(run("add", "--ignore-unclaimed", "pods", "/run/netns/blue")).isZero();
    }

    @Test
    void gcRemovesWhoseNetworkNamespaceIsGone() throws IOException {
        Path alive = Files.createFile(folder.resolve("alive"));
        run("add", "pods", alive.toString());
        run("add", "pods", "/nonexistent/netns");

        assertThat(run("gc", "pods")).isZero();

        try (var files = Files.list(folder.resolve("cache/results"))) {
            assertThat(files).singleElement().asString().contains(AttachmentOptions.containerId(alive.toString()));
        }
        assertThat(Files.readString(folder.resolve("noop.in"))).contains("\"cni.dev/valid-attachments\":[{\"containerID\":\""
                + AttachmentOptions.containerId(alive.toString()) + "\",\"ifname\":\"eth0\"}]");
    }

    @Test
    void gcOfAllRemovesThoseInUseToo() throws IOException {
        Path alive = Files.createFile(folder.resolve("alive"));
        run("add", "pods", alive.toString());

        assertThat(run("gc", "--all", "pods", alive.toString())).isZero();

        try (var files = Files.list(folder.resolve("cache/results"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void statusOfAPluginThatIsNotReadyIsAFailureWithItsWords() throws IOException {
        plugin("noop", "echo '{\"code\": 50, \"msg\": \"uplink is down\", \"details\": \"eth7\"}'; exit 1");

        assertThat(run("status", "pods")).isEqualTo(1);
        assertThat(err).hasToString("cnitool: plugin type=\"noop\" failed (status): uplink is down; eth7 (code 50)\n");
    }

    @Test
    void statusOfAPluginThatIsReadySaysNothing() {
        assertThat(run("status", "pods", "/run/netns/blue")).isZero();
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void aValidNetworkIsDescribed() {
        assertThat(run("validate", "pods")).isZero();
        assertThat(out).hasToString("network \"pods\" is valid; CNI 1.1.0; capabilities: mac\n");
    }

    @Test
    void whatIsWrongWithANetworkIsListed() throws IOException {
        Files.delete(folder.resolve("noop"));

        assertThat(run("validate", "pods")).isEqualTo(1);
        assertThat(err).hasToString("cnitool: failed to find plugin \"noop\" in path [/nonexistent " + folder + "]\n");
    }

    @Test
    void aBrokenConfigurationIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("05.conflist"), "{\"name\": 7}");

        assertThat(run("add", "pods", "/run/netns/blue")).isEqualTo(1);
        assertThat(err).hasToString("cnitool: unable to load \"" + file + "\": name: 7 is not a string\n");
    }

    @Test
    void aNetworkThatIsNotThereIsNamed() {
        assertThat(run("add", "other", "/run/netns/blue")).isEqualTo(1);
        assertThat(err).hasToString("cnitool: no network configuration with name \"other\" in \"" + folder + "\"\n");
    }

    @Test
    void wrongWordsInTheEnvironmentAreAsThoseOfTheCommandLine() {
        environment.put("CAP_ARGS", "{");
        assertThat(run("add", "pods", "/run/netns/blue")).isEqualTo(2);
        environment.put("CAP_ARGS", "{}");
        environment.put("CNI_ARGS", "novalue");
        assertThat(run("add", "pods", "/run/netns/blue")).isEqualTo(2);
        assertThat(run("add", "pods")).isEqualTo(2);
        assertThat(run("remove", "pods")).isEqualTo(2);
        assertThat(err.toString()).contains("CAP_ARGS: unexpected end of JSON input", "CNI_ARGS: invalid pair \"novalue\"", "NETNS", "'remove'");
    }

    @Test
    void aPluginThatTakesTooLongIsEnded() throws IOException {
        plugin("noop", "exec sleep 600");

        assertThat(run("status", "--timeout", "1", "pods")).isEqualTo(1);
        assertThat(err.toString()).contains("plugin type=\"noop\" failed (status): netplugin was not done within");
    }

    private int run(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        if (!command.equals("remove")) {
            words.addAll(List.of("--cache-dir", folder.resolve("cache").toString()));
        }
        words.addAll(List.of(arguments));
        CommandLine commandLine = CniToolCommand.commandLine(environment);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(words.toArray(String[]::new));
    }

    private void network(String members) throws IOException {
        Files.writeString(folder.resolve("10-pods.conflist"),
                "{\"cniVersion\": \"1.1.0\", \"name\": \"pods\", \"plugins\": [{\"type\": \"noop\", " + members + "}]}");
    }

    private void plugin(String type, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(type), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
