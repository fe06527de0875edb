package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    private static final String EVERY_VARIABLE = "CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH";

    private final RecordingPlugin plugin = new RecordingPlugin();

    @ParameterizedTest
    @CsvSource({
        "ADD, CNI_CONTAINERID", "ADD, CNI_NETNS", "ADD, CNI_IFNAME", "ADD, CNI_PATH",
        "CHECK, CNI_CONTAINERID", "CHECK, CNI_NETNS", "CHECK, CNI_IFNAME", "CHECK, CNI_PATH",
        "DEL, CNI_CONTAINERID", "DEL, CNI_IFNAME", "DEL, CNI_PATH",
        "GC, CNI_PATH", "STATUS, CNI_PATH",
    })
    void aRequiredVariableIsMissed(String command, String variable) {
        PluginWorld absent = PluginWorld.calling(command).without(variable);
        PluginWorld empty = PluginWorld.calling(command).with(variable, "");

        for (PluginWorld world : new PluginWorld[] {absent, empty}) {
            assertThat(world.run(plugin)).isEqualTo(1);
            assertThat(world.errorCode()).isEqualTo(4);
            assertThat(world.errorMsg()).isEqualTo("required env variables [" + variable + "] missing");
        }
        assertThat(plugin.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, CNI_ARGS", "CHECK, CNI_ARGS", "DEL, CNI_ARGS", "DEL, CNI_NETNS",
        "GC, CNI_CONTAINERID", "GC, CNI_NETNS", "GC, CNI_IFNAME", "GC, CNI_ARGS",
        "STATUS, CNI_CONTAINERID", "STATUS, CNI_NETNS", "STATUS, CNI_IFNAME", "STATUS, CNI_ARGS",
    })
    void anOptionalVariableIsNotMissed(String command, String variable) {
        assertThat(PluginWorld.calling(command).without(variable).run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly(command);
    }

    @Test
    void whatIsOptionalAndAbsentIsEmpty() {
        PluginWorld.calling("GC")
                .without("CNI_CONTAINERID", "CNI_NETNS", "CNI_IFNAME", "CNI_ARGS")
                .run(plugin);

        PluginRequest request = plugin.onlyRequest();
        assertThat(request.containerId()).isEmpty();
        assertThat(request.netns()).isEmpty();
        assertThat(request.ifName()).isEmpty();
        assertThat(request.args().pairs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "ADD, '[CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH]'",
                "CHECK, '[CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH]'",
                "DEL, '[CNI_CONTAINERID,CNI_IFNAME,CNI_PATH]'",
                "GC, '[CNI_PATH]'",
                "STATUS, '[CNI_PATH]'",
            })
    void allMissingVariablesAreReportedTogether(String command, String missing) {
        PluginWorld world = PluginWorld.calling(command).without(EVERY_VARIABLE.split(","));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorMsg()).isEqualTo("required env variables " + missing + " missing");
    }

    @Test
    void anInvalidValueIsReportedBeforeMissingVariables() {
        PluginWorld world = PluginWorld.calling("ADD").without("CNI_CONTAINERID", "CNI_PATH").with("CNI_IFNAME", "..");

        world.run(plugin);

        assertThat(world.errorMsg()).isEqualTo("interface name is . or ..");
    }

    @ParameterizedTest
    @ValueSource(strings = {"some-%%container-id", "-a", ".a", "_a", "a b", "a/b", "a\n", "ä"})
    void anInvalidContainerIdIsRefused(String id) {
        PluginWorld world = PluginWorld.calling("DEL").with("CNI_CONTAINERID", id);

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(4);
        assertThat(world.errorMsg()).isEqualTo("invalid characters in containerID");
        assertThat(world.errorDetails()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a_b.c-d", "A-"})
    void aValidContainerIdIsAccepted(String id) {
        assertThat(PluginWorld.calling("DEL").with("CNI_CONTAINERID", id).run(plugin)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "1234567890123456, interface name is too long",
                "äöüäöüäö, interface name is too long",
                "., interface name is . or ..",
                ".., interface name is . or ..",
                "test/test, interface name contains / or : or whitespace characters",
                "test:test, interface name contains / or : or whitespace characters",
                "test test, interface name contains / or : or whitespace characters",
                "'test\ttest', interface name contains / or : or whitespace characters",
                "'test\u0085', interface name contains / or : or whitespace characters",
                "'test\u00a0', interface name contains / or : or whitespace characters",
                "'test\u3000', interface name contains / or : or whitespace characters",
            })
    void anInvalidInterfaceNameIsRefused(String name, String msg) {
        PluginWorld world = PluginWorld.calling("ADD").with("CNI_IFNAME", name);

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(4);
        assertThat(world.errorMsg()).isEqualTo(msg);
    }

    @Test
    void anInterfaceNameOf15BytesIsAccepted() {
        assertThat(PluginWorld.calling("ADD").with("CNI_IFNAME", "123456789012345").run(plugin)).isZero();
    }

    @Test
    void aValueThatTheCommandDoesNotRequireIsNotChecked() {
        assertThat(PluginWorld.calling("GC").with("CNI_IFNAME", "a/b").with("CNI_CONTAINERID", "%").run(plugin)).isZero();
    }

    @Test
    void noCommandIsAnErrorWithoutAnAboutText() {
        PluginWorld world = PluginWorld.calling("").without(EVERY_VARIABLE.split(","));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(4);
        assertThat(world.errorMsg()).isEqualTo("required env variables [CNI_COMMAND] missing");
        assertThat(world.stderr()).isEmpty();
    }

    @Test
    void noCommandTellsAPersonAboutThePlugin() {
        plugin.about = Optional.of("some plugin v1");
        PluginWorld world = PluginWorld.calling("ADD").without("CNI_COMMAND");
        world.stdin = new NeverReadStream();
        assertThat(world.run(plugin)).isZero();
        assertThat(world.stderr())
                .isEqualTo("some plugin v1" + System.lineSeparator()
                        + "CNI protocol versions supported: 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0"
                        + System.lineSeparator());
        assertThat(world.stdout()).isEmpty();
    }

    @Test
    void theAboutTextIsNotAnAnswerToACommand() {
        plugin.about = Optional.of("some plugin v1");
        PluginWorld world = PluginWorld.calling("ADD").without("CNI_PATH");

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.stderr()).isEmpty();
    }

    @Test
    void anUnknownCommandIsNamed() {
        PluginWorld world = PluginWorld.calling("NOPE").without(EVERY_VARIABLE.split(","));

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(4);
        assertThat(world.errorMsg()).isEqualTo("unknown CNI_COMMAND: NOPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "ADD ", "Del"})
    void aCommandInAnotherSpellingIsUnknown(String command) {
        PluginWorld world = PluginWorld.calling(command);

        world.run(plugin);

        assertThat(world.errorMsg()).isEqualTo("unknown CNI_COMMAND: " + command);
    }

    @Test
    void stdinIsCheckedBeforeTheCommandIsCalledUnknown() {
        PluginWorld world = PluginWorld.calling("NOPE").config("{}");

        world.run(plugin);

        assertThat(world.errorCode()).isEqualTo(7);
        assertThat(world.errorMsg()).isEqualTo("missing network name");
    }
}
