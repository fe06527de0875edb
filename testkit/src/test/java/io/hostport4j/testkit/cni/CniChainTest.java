package io.hostport4j.testkit.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With plugins that are shell scripts, which write down what they were given. */
class CniChainTest {

    private static final CniResult RESULT = new CniResult("{\"cniVersion\":\"1.0.0\",\"ips\":[{\"address\":\"10.88.0.2/24\"}]}");

    @TempDir
    private Path folder;

    @BeforeEach
    void writePlugins() throws IOException {
        plugin("first", "0", "{\"cniVersion\":\"1.0.0\",\"dns\":{}}");
        plugin("second", "0", RESULT.json());
        plugin("failing", "1", "{\"code\":11,\"msg\":\"later\"}");
    }

    @Test
    void addGoesInOrderAndHandsEachResultOn() throws IOException {
        ChainRun run = chain("first", "second").add(attachment("{}"));
        assertThat(run.calls()).extracting(PluginCall::type).containsExactly("first", "second");
        assertThat(run.result()).isEqualTo(RESULT);
        assertThat(stdin("first")).doesNotContain("prevResult");
        assertThat(stdin("second")).contains("\"prevResult\":{\"cniVersion\":\"1.0.0\",\"dns\":{}}");
    }

    @Test
    void addStopsAtTheFirstFailureAndKeepsWhatThePluginWrote() {
        ChainRun run = chain("first", "failing", "second").add(attachment("{}"));
        assertThat(run.calls()).extracting(PluginCall::type).containsExactly("first", "failing");
        assertThat(run.last().execution().exitCode()).isEqualTo(1);
        assertThat(run.last().execution().stdout()).contains("\"code\":11");
        assertThat(run.last().execution().stderr()).contains("failing speaks");
        assertThatThrownBy(run::result).hasMessageContaining("failing").hasMessageContaining("later");
    }

    @Test
    void delGoesInReverseWithTheLastResult() throws IOException {
        ChainRun run = chain("first", "second").del(attachment("{}"), RESULT);
        assertThat(run.calls()).extracting(PluginCall::type).containsExactly("second", "first");
        assertThat(run.calls()).extracting(PluginCall::command).containsOnly("DEL");
        assertThat(stdin("first")).contains("\"prevResult\":" + RESULT.json());
    }

    @Test
    void checkGoesInOrderWithTheLastResult() throws IOException {
        ChainRun run = chain("first", "second").check(attachment("{}"), RESULT);
        assertThat(run.calls()).extracting(PluginCall::type).containsExactly("first", "second");
        assertThat(stdin("first")).contains("\"prevResult\":" + RESULT.json());
    }

    @Test
    void onlyADeclaredCapabilityGetsItsArgument() throws IOException {
        chain("first").then("{\"type\":\"second\",\"capabilities\":{\"portMappings\":true,\"mac\":false}}", folder)
                .add(attachment("{\"portMappings\":[{\"hostPort\":1}],\"mac\":\"x\",\"bandwidth\":{}}"));
        assertThat(stdin("first")).doesNotContain("runtimeConfig");
        assertThat(stdin("second")).contains("\"runtimeConfig\":{\"portMappings\":[{\"hostPort\":1}]}");
    }

    @Test
    void aPluginIsToldTheAttachmentByItsEnvironmentAndTheNetworkByItsInput() throws IOException {
        chain("first").add(attachment("{}"));
        assertThat(Files.readAllLines(folder.resolve("first.env"))).containsExactlyInAnyOrder("CNI_COMMAND=ADD", "CNI_CONTAINERID=c",
                "CNI_NETNS=/run/netns/c", "CNI_IFNAME=eth0", "CNI_PATH=/nonexistent:" + folder);
        assertThat(stdin("first")).contains("\"name\":\"net\"").contains("\"cniVersion\":\"1.0.0\"");
    }

    @Test
    void aPluginIsTakenFromItsOwnFolderBeforeThoseOfTheChain(@TempDir Path other) throws IOException {
        Path twin = Files.copy(folder.resolve("failing"), other.resolve("first"), StandardCopyOption.COPY_ATTRIBUTES);
        ChainRun run = chain("second").then("{\"type\":\"first\"}", other).add(attachment("{}"));
        assertThat(run.last().execution().command()).containsExactly(twin.toString());
    }

    @Test
    void allPluginsAreToldTheVersionOfTheList() throws IOException {
        chain("first").inVersion("0.2.0").add(attachment("{}"));
        assertThat(stdin("first")).contains("\"cniVersion\":\"0.2.0\"");
    }

    @Test
    void anUnknownPluginIsAnErrorThatNamesTheFolders() {
        assertThatThrownBy(() -> chain("other").add(attachment("{}"))).hasMessageContaining("\"other\"").hasMessageContaining("/nonexistent");
    }

    @Test
    void anOldResultTellsItsAddresses() throws IOException {
        CniResult old = new CniResult("{\"cniVersion\":\"0.2.0\",\"ip4\":{\"ip\":\"10.88.0.2/24\"},\"ip6\":{\"ip\":\"fd00:88::2/64\"}}");
        assertThat(old.addresses()).containsExactly(InetAddress.getByName("10.88.0.2"), InetAddress.getByName("fd00:88::2"));
    }

    @Test
    void aConflistWithoutPluginsIsRefused() {
        assertThatThrownBy(() -> CniChain.parse("{\"name\":\"n\",\"cniVersion\":\"1.0.0\"}", List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("plugins");
    }

    private CniChain chain(String... types) {
        String plugins = String.join(",", List.of(types).stream().map(type -> "{\"type\":\"" + type + "\"}").toList());
        return CniChain.parse("{\"name\":\"net\",\"cniVersion\":\"1.0.0\",\"plugins\":[" + plugins + "]}",
                List.of(Path.of("/nonexistent"), folder));
    }

    private static Attachment attachment(String capabilityArgs) {
        return new Attachment("c", Path.of("/run/netns/c"), "eth0", capabilityArgs);
    }

    private String stdin(String type) throws IOException {
        return Files.readString(folder.resolve(type + ".in"));
    }

    private void plugin(String type, String exitCode, String output) throws IOException {
        Path file = Files.writeString(folder.resolve(type), """
                #!/bin/sh
                cat > "$0.in"
                env | grep ^CNI_ > "$0.env"
                echo "%s speaks" >&2
                printf '%%s' '%s'
                exit %s
                """.formatted(type, output, exitCode));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
