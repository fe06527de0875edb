package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostport4j.cni.types.CniVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    private final RecordingPlugin plugin = new RecordingPlugin();

    @Test
    void versionAnswersInOneLineWithoutReadingStdinOrAnyOtherVariable() {
        PluginWorld world = PluginWorld.calling("VERSION")
                .without("CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_ARGS", "CNI_PATH");
        world.stdin = new NeverReadStream();

        assertThat(world.run(plugin)).isZero();
        assertThat(world.stdout())
                .isEqualTo("{\"cniVersion\":\"1.1.0\",\"supportedVersions\":"
                        + "[\"0.1.0\",\"0.2.0\",\"0.3.0\",\"0.3.1\",\"0.4.0\",\"1.0.0\",\"1.1.0\"]}\n");
        assertThat(plugin.calls).isEmpty();
    }

    @Test
    void versionListsThePluginsVersionsInThePluginsOrder() {
        plugin.versions = versions("9.8.7", "0.4.0");
        PluginWorld world = PluginWorld.calling("VERSION");

        world.run(plugin);

        assertThat(world.stdout()).isEqualTo("{\"cniVersion\":\"1.1.0\",\"supportedVersions\":[\"9.8.7\",\"0.4.0\"]}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"n\"}", "{\"name\": \"n\", \"cniVersion\": \"\"}", "{\"name\": \"n\", \"cniVersion\": null}"
            })
    void aConfigWithoutVersionIs0_1_0(String config) {
        plugin.versions = versions("0.1.0");

        assertThat(PluginWorld.calling("ADD").config(config).run(plugin)).isZero();
        assertThat(plugin.onlyRequest().config().cniVersion()).isEqualTo(CniVersion.V0_1_0);
    }

    @Test
    void aConfigWithoutVersionIsRefusedByAPluginWithout0_1_0() {
        plugin.versions = versions("4.3.2");
        PluginWorld world = PluginWorld.calling("ADD").config("{\"name\": \"n\"}");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("incompatible CNI versions");
        assertThat(world.errorDetails()).isEqualTo("config is \"0.1.0\", plugin supports [\"4.3.2\"]");
        assertThat(plugin.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ADD, 9.9.9", "DEL, 9.9.9", "ADD, apricot", "DEL, apricot", "ADD, 0.4", "ADD, 1.2.3.4"})
    void aConfigOfAVersionThePluginDoesNotListIsRefused(String command, String version) {
        plugin.versions = versions("0.3.1", "0.4.0");
        PluginWorld world = PluginWorld.calling(command).config(config(version));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(1);
        assertThat(world.errorDetails())
                .isEqualTo("config is \"" + version + "\", plugin supports [\"0.3.1\" \"0.4.0\"]");
        assertThat(plugin.calls).isEmpty();
    }

    @Test
    void aVersionOutsideTheSpecificationPassesWhenThePluginListsIt() {
        plugin.versions = versions("9.8.7", "10.0.0");

        assertThat(PluginWorld.calling("ADD").config(config("9.8.7")).run(plugin)).isZero();
        assertThat(PluginWorld.calling("CHECK").config(config("10.0.0")).run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly("ADD", "CHECK");
    }

    @ParameterizedTest
    @CsvSource({"CHECK, 0.3.1", "CHECK, ''", "GC, 1.0.0", "GC, 0.4.0", "STATUS, 1.0.0", "STATUS, 0.3.0"})
    void aConfigFromBeforeTheCommandIsRefused(String command, String version) {
        PluginWorld world = PluginWorld.calling(command).config(config(version));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("config version does not allow " + command);
        assertThat(plugin.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CHECK, 0.4.0", "GC, 1.1.0", "STATUS, 1.1.0"})
    void aPluginFromBeforeTheCommandRefusesIt(String command, String version) {
        plugin.versions = versions("0.1.0", "0.2.0", "0.3.0");
        PluginWorld world = PluginWorld.calling(command).config(config(version));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("plugin version does not allow " + command);
        assertThat(plugin.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHECK", "GC", "STATUS"})
    void aVersionThatCannotBeReadCannotBeComparedWithTheCommands(String command) {
        PluginWorld world = PluginWorld.calling(command).config(config("adsfsadf"));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(6);
        assertThat(world.errorMsg()).isEqualTo("cniVersion: invalid version \"adsfsadf\": \"adsfsadf\" is not a number");
    }

    @Test
    void anErrorIsInTheConfigsVersionOnceThatIsKnown() {
        plugin.behaviour = request -> {
            throw new IllegalStateException("no");
        };
        PluginWorld world = PluginWorld.calling("ADD").config(config("0.4.0"));

        world.run(plugin);

        assertThat(world.error().requiredString("cniVersion")).isEqualTo("0.4.0");
    }

    @Test
    void anErrorIsInThePluginsNewestVersionBeforeThat() {
        plugin.versions = versions("1.0.0", "0.4.0");
        PluginWorld world = PluginWorld.calling("ADD").config("");

        world.run(plugin);

        assertThat(world.error().requiredString("cniVersion")).isEqualTo("1.0.0");
    }

    private static String config(String version) {
        return "{\"name\": \"n\", \"cniVersion\": \"" + version + "\"}";
    }

    private static List<CniVersion> versions(String... versions) {
        return Stream.of(versions).map(CniVersion::parse).toList();
    }
}
