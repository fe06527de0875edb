package io.hostport4j.cni.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNetnsTest {

    private final RecordingPlugin plugin = new RecordingPlugin();

    @ParameterizedTest
    @ValueSource(strings = {"ADD", "DEL"})
    void thePluginsOwnNamespaceIsRefusedBeforeTheHandlerRuns(String command) {
        PluginWorld world = inOwnNetns(command);

        assertThat(world.run(plugin)).isEqualTo(1);
        assertThat(world.errorCode()).isEqualTo(8);
        assertThat(world.errorMsg()).isEqualTo("plugin's netns and netns from CNI_NETNS should not be the same");
        assertThat(plugin.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHECK", "GC", "STATUS"})
    void theOtherCommandsDoNotLook(String command) {
        assertThat(inOwnNetns(command).run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE", "True"})
    void theOverrideAllowsIt(String override) {
        assertThat(inOwnNetns("ADD").with("CNI_NETNS_OVERRIDE", override).run(plugin)).isZero();
        assertThat(inOwnNetns("DEL").with("CNI_NETNS_OVERRIDE", override).run(plugin)).isZero();
        assertThat(plugin.calls).containsExactly("ADD", "DEL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false", "yes", "11"})
    void anyOtherOverrideDoesNot(String override) {
        assertThat(inOwnNetns("ADD").with("CNI_NETNS_OVERRIDE", override).run(plugin)).isEqualTo(1);
    }

    @Test
    void aNamespaceThatCannotBeOpenedIsIgnored() {
        PluginWorld world = PluginWorld.calling("DEL");
        world.netnsIdentity = netns -> {
            throw new IOException("Permission denied");
        };

        assertThat(world.run(plugin)).isZero();
    }

    @Test
    void aNamespaceThatIsNoPathIsIgnored() {
        PluginWorld world = inOwnNetns("DEL").with("CNI_NETNS", "a\0b");

        assertThat(world.run(plugin)).isZero();
    }

    @Test
    void deletionWithoutNamespaceDoesNotLook() {
        assertThat(inOwnNetns("DEL").without("CNI_NETNS").run(plugin)).isZero();
    }

    @Test
    void theVersionIsRefusedFirst() {
        PluginWorld world = inOwnNetns("ADD").config("{\"cniVersion\": \"7.0.0\", \"name\": \"n\"}");

        world.run(plugin);

        assertThat(world.errorCode()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelKnowsThisThreadsNamespaceByEveryPathToIt() throws IOException {
        NetnsIdentity identity = NetnsIdentity.ofThisThread();

        assertThat(identity.isOwn(Path.of("/proc/self/ns/net"))).isTrue();
        assertThat(identity.isOwn(Path.of("/proc/self/ns/mnt"))).isFalse();
        assertThatThrownBy(() -> identity.isOwn(Path.of("/proc/self/ns/none"))).isInstanceOf(IOException.class);
    }

    private static PluginWorld inOwnNetns(String command) {
        PluginWorld world = PluginWorld.calling(command);
        world.netnsIdentity = netns -> netns.equals(Path.of("/some/netns/path"));
        return world;
    }
}
