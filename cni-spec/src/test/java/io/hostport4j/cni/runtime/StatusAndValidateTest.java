package io.hostport4j.cni.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostport4j.cni.config.NetworkList;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.cni.types.CniVersion;
import io.hostport4j.cni.types.Command;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusAndValidateTest {

    @TempDir
    private Path folder;
    private RuntimeWorld world;

    @BeforeEach
    void makeWorld() {
        world = new RuntimeWorld(folder);
    }

    @Test
    void statusAsksEveryPlugin() {
        world.runtime.status(RuntimeWorld.network("1.1.0", "first", "second"));

        assertThat(world.calls()).containsExactly("STATUS first", "STATUS second");
        assertThat(world.request("first")).hasToString("{\"type\":\"first\",\"name\":\"pods\",\"cniVersion\":\"1.1.0\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51})
    void aPluginThatIsNotReadyEndsStatusWithItsCode(int code) {
        world.plugin("first").fail(Command.STATUS, code, "uplink is down", "eth7");

        assertThatThrownBy(() -> world.runtime.status(RuntimeWorld.network("1.1.0", "first", "second")))
                .isInstanceOfSatisfying(CniException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.msg()).isEqualTo("plugin type=\"first\" failed (status): uplink is down");
                    assertThat(e.details()).isEqualTo("eth7");
                });
        assertThat(world.calls()).containsExactly("STATUS first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.3.1", "0.4.0", "1.0.0"})
    void beforeOneDotOneNobodyCanBeAskedForStatus(String version) {
        world.runtime.status(RuntimeWorld.network(version, "first"));

        assertThat(world.calls()).isEmpty();
    }

    @Test
    void aNetworkWhosePluginsAreThereAndSpeakItsVersionIsValid() {
        NetworkList network = NetworkList.parse("{\"cniVersion\": \"1.1.0\", \"name\": \"pods\", \"plugins\": ["
                + "{\"type\": \"first\", \"capabilities\": {\"mac\": true, \"off\": false}},"
                + "{\"type\": \"second\", \"capabilities\": {\"portMappings\": true, \"mac\": true}}]}");

        assertThat(world.runtime.validate(network)).containsExactly("mac", "portMappings");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void allThatIsWrongWithANetworkIsListed() {
        world.plugin("first").versions = List.of(CniVersion.V0_4_0, CniVersion.V1_0_0);

        assertThatThrownBy(() -> world.runtime.validate(RuntimeWorld.network("1.1.0", "first", "absent", "second")))
                .isInstanceOfSatisfying(ValidationException.class, e -> assertThat(e.problems()).containsExactly(
                        "plugin \"first\" does not support config version \"1.1.0\", but [0.4.0, 1.0.0]",
                        "failed to find plugin \"absent\" in path [" + folder + "]"));
    }

    @Test
    void aNetworkWithoutVersionNeedsPluginsOfTheFirstOne() {
        world.plugin("first").versions = List.of(CniVersion.V0_4_0);

        assertThatThrownBy(() -> world.runtime.validate(RuntimeWorld.networkWith("\"a\": 1", "first", "second")))
                .isInstanceOfSatisfying(ValidationException.class, e -> assertThat(e.problems()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0 | {"cniVersion": "1.1.0", "supportedVersions": ["0.4.0", "1.1.0"]}          | 0.4.0,1.1.0
            0 | {"cniVersion": "0.2.0"}                                                   | 0.1.0,0.2.0
            0 | {"cniVersion": "0.2.0", "supportedVersions": []}                          | 0.1.0,0.2.0
            0 | {"cniVersion": "0.2.0", "supportedVersions": ["0.2.0"]}                   | 0.2.0
            1 | {"code": 4, "msg": "unknown CNI_COMMAND: VERSION"}                        | 0.1.0
            """)
    void versionsOfPluginsOfAllTimesAreUnderstood(int exitCode, String stdout, String versions) {
        OneAnswer invoker = new OneAnswer(new PluginAnswer(exitCode, stdout, ""));

        assertThat(new CniRuntime(invoker, world.cache).versions("x")).extracting(CniVersion::toString)
                .containsExactly(versions.split(","));
        assertThat(invoker.lastCall.environment()).containsEntry("CNI_COMMAND", "VERSION").containsEntry("CNI_NETNS", "dummy")
                .containsEntry("CNI_IFNAME", "dummy").containsEntry("CNI_PATH", "dummy");
        assertThat(invoker.lastCall.stdin()).isEqualTo("{\"cniVersion\":\"1.1.0\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0 | {"supportedVersions": ["1.0.0"]}                       | decoding version info: missing field cniVersion
            0 | {"cniVersion": "1.0.0"}                                | decoding version info: missing field supportedVersions
            0 | {"cniVersion": "1.0.0", "supportedVersions": "1.0.0"}  | decoding version info: supportedVersions: "1.0.0" is not a list
            0 | {"cniVersion": "1.0.0", "supportedVersions": ["x"]}    | decoding version info: invalid version "x": "x" is not a number
            0 | nonsense                                               | decoding version info: not valid JSON at line 1, column 1
            1 | {"code": 100, "msg": "no"}                             | no
            1 | ``                                                     | netplugin failed with no error message: exit status 1
            """)
    void anAnswerToVersionThatIsNoneIsAnError(int exitCode, String stdout, String message) {
        CniRuntime runtime = new CniRuntime(new OneAnswer(new PluginAnswer(exitCode, stdout, "")), world.cache);

        assertThatThrownBy(() -> runtime.versions("x")).hasMessage(message);
    }
}
